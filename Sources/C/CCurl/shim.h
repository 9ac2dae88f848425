// libcurl's setters are variadic, which Swift cannot call: one typed inline function for each kind
// of argument.
#pragma once
#include <curl/curl.h>
#include <dlfcn.h>
#include <errno.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

static inline CURLcode tidings_curl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode tidings_curl_set_string(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode tidings_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode tidings_curl_set_list(
    CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}
typedef size_t (*tidings_curl_data_callback)(char *, size_t, size_t, void *);
static inline CURLcode tidings_curl_set_data_callback(
    CURL *handle, CURLoption option, tidings_curl_data_callback value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode tidings_curl_set_open_socket_callback(
    CURL *handle, curl_opensocket_callback value) {
    return curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, value);
}
static inline CURLcode tidings_curl_set_close_socket_callback(
    CURL *handle, curl_closesocket_callback value) {
    return curl_easy_setopt(handle, CURLOPT_CLOSESOCKETFUNCTION, value);
}
static inline CURLcode tidings_curl_get_long(CURL *handle, CURLINFO info, long *value) {
    return curl_easy_getinfo(handle, info, value);
}
static inline CURLcode tidings_curl_get_offset(CURL *handle, CURLINFO info, curl_off_t *value) {
    return curl_easy_getinfo(handle, info, value);
}
// Whether bytes of the server lie unread in the TLS of a transfer that is under way: what a record brought
// beyond what was asked of it, of which the socket tells nothing any more. Asked of OpenSSL, which libcurl
// has loaded; no headers of it are needed for that.
static inline int tidings_curl_has_unread_tls(CURL *handle) {
    struct curl_tlssessioninfo *tls = NULL;
    if (curl_easy_getinfo(handle, CURLINFO_TLS_SSL_PTR, &tls) != CURLE_OK || !tls || !tls->internals)
        return 0;
    if (tls->backend != CURLSSLBACKEND_OPENSSL) return 0;
    static int (*has_pending)(const void *) = NULL;
    if (!has_pending) {
        void *program = dlopen(NULL, RTLD_LAZY);
        if (program) *(void **)&has_pending = dlsym(program, "SSL_has_pending");
    }
    return has_pending && has_pending(tls->internals);
}
static inline CURLMcode tidings_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}
static inline CURLcode tidings_curl_set_prerequest_callback(
    CURL *handle, curl_prereq_callback value) {
    return curl_easy_setopt(handle, CURLOPT_PREREQFUNCTION, value);
}
static inline CURLMcode tidings_curl_multi_set_socket_callback(
    CURLM *multi, curl_socket_callback value, void *context) {
    CURLMcode code = curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, context);
    return code == CURLM_OK ? curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, value) : code;
}
static inline CURLMcode tidings_curl_multi_set_timer_callback(
    CURLM *multi, curl_multi_timer_callback value, void *context) {
    CURLMcode code = curl_multi_setopt(multi, CURLMOPT_TIMERDATA, context);
    return code == CURLM_OK ? curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, value) : code;
}
// epoll(7) is in no module of the C library. Interest and readiness are bits as libcurl has them: 1
// to read, 2 to write.
static inline int tidings_epoll_open(void) { return epoll_create1(EPOLL_CLOEXEC); }
static inline int tidings_eventfd_open(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }
static inline int tidings_epoll_watch(int epoll, int descriptor, int interest) {
    struct epoll_event event = {0};
    event.data.fd = descriptor;
    event.events = (interest & 1 ? EPOLLIN : 0) | (interest & 2 ? EPOLLOUT : 0);
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) == 0) return 0;
    return errno == EEXIST ? epoll_ctl(epoll, EPOLL_CTL_MOD, descriptor, &event) : -1;
}
static inline int tidings_epoll_forget(int epoll, int descriptor) {
    return epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, NULL);
}
// At most 256. What is broken counts as ready for both: the next call on it tells the error.
static inline int tidings_epoll_wait(
    int epoll, int *descriptors, int *readiness, int limit, int milliseconds) {
    struct epoll_event events[256];
    int count = epoll_wait(epoll, events, limit < 256 ? limit : 256, milliseconds);
    for (int i = 0; i < count; i++) {
        int is_broken = (events[i].events & (EPOLLERR | EPOLLHUP)) != 0;
        descriptors[i] = events[i].data.fd;
        readiness[i] = (is_broken || events[i].events & EPOLLIN ? 1 : 0)
            | (is_broken || events[i].events & EPOLLOUT ? 2 : 0);
    }
    return count;
}
// The address stands at the end of the structure and may be longer than its declared type.
static inline const struct sockaddr *tidings_curl_address(const struct curl_sockaddr *address) {
    return &address->addr;
}
// The port at our end of a socket; 0 where it has none.
static inline int tidings_local_port(int descriptor) {
    struct sockaddr_storage name = {0};
    socklen_t size = sizeof name;
    if (getsockname(descriptor, (struct sockaddr *)&name, &size) != 0) return 0;
    switch (name.ss_family) {
    case AF_INET: return ntohs(((struct sockaddr_in *)&name)->sin_port);
    case AF_INET6: return ntohs(((struct sockaddr_in6 *)&name)->sin6_port);
    default: return 0;
    }
}
