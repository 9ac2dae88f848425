// The start of a daemon and the questions about it are variadic, which Swift cannot call: one typed
// inline function each.
#pragma once
#include <microhttpd.h>

// Bound to `address` alone; a thread a connection, so that a handler may take its time.
static inline struct MHD_Daemon *tidings_mhd_start(
    const struct sockaddr *address, MHD_AccessHandlerCallback handler,
    MHD_NotifyConnectionCallback connected, void *context) {
    return MHD_start_daemon(
        MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL |
            MHD_USE_ITC,
        0, NULL, NULL, handler, context, MHD_OPTION_SOCK_ADDR, address,
        MHD_OPTION_NOTIFY_CONNECTION, connected, context, MHD_OPTION_LISTENING_ADDRESS_REUSE,
        (unsigned int)1, MHD_OPTION_END);
}
// 0 when it is not known.
static inline uint16_t tidings_mhd_port(struct MHD_Daemon *daemon) {
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT);
    return info ? info->port : 0;
}
// The cases of this enumeration have no usable names in Swift.
static inline int tidings_mhd_is_start(enum MHD_ConnectionNotificationCode event) {
    return event == MHD_CONNECTION_NOTIFY_STARTED;
}
