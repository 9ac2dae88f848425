#define _GNU_SOURCE
#include "silent_names.h"

#include <arpa/inet.h>
#include <dlfcn.h>
#include <netdb.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t released = PTHREAD_COND_INITIALIZER;
static int waiting;
static int releases;

static int is_silent(const char *name) {
    static const char end[] = ".silent.test";
    size_t length = name ? strlen(name) : 0;
    return length >= sizeof end && strcmp(name + length - (sizeof end - 1), end) == 0;
}

int getaddrinfo(
    const char *restrict name, const char *restrict service,
    const struct addrinfo *restrict hints, struct addrinfo **restrict result) {
    if (!is_silent(name)) {
        int (*next)(const char *, const char *, const struct addrinfo *, struct addrinfo **) =
            (int (*)(
                const char *, const char *, const struct addrinfo *, struct addrinfo **))dlsym(
                RTLD_NEXT, "getaddrinfo");
        return next ? next(name, service, hints, result) : EAI_FAIL;
    }
    struct timespec end;
    clock_gettime(CLOCK_REALTIME, &end);
    end.tv_sec += 600;
    pthread_mutex_lock(&lock);
    int before = releases;
    waiting++;
    while (before == releases && pthread_cond_timedwait(&released, &lock, &end) == 0) {}
    waiting--;
    pthread_mutex_unlock(&lock);
    return EAI_AGAIN;
}

int silent_names_waiting(void) {
    pthread_mutex_lock(&lock);
    int count = waiting;
    pthread_mutex_unlock(&lock);
    return count;
}

void silent_names_release(void) {
    pthread_mutex_lock(&lock);
    releases++;
    pthread_cond_broadcast(&released);
    pthread_mutex_unlock(&lock);
}

// The one that listens, and those that fill its queue: the kernel drops all further attempts.
static int sockets[5] = {-1, -1, -1, -1, -1};

int silent_port_open(void) {
    struct sockaddr_in address = {.sin_family = AF_INET};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    for (int i = 0; i < 5; i++) {
        int type = SOCK_STREAM | SOCK_CLOEXEC | (i > 0 ? SOCK_NONBLOCK : 0);
        if ((sockets[i] = socket(AF_INET, type, 0)) < 0) return -1;
        if (i > 0) {
            connect(sockets[i], (struct sockaddr *)&address, length);
        } else if (
            bind(sockets[0], (struct sockaddr *)&address, length) != 0
            || listen(sockets[0], 0) != 0
            || getsockname(sockets[0], (struct sockaddr *)&address, &length) != 0) {
            return -1;
        }
    }
    return ntohs(address.sin_port);
}

void silent_port_close(void) {
    for (int i = 0; i < 5; i++) {
        if (sockets[i] >= 0) close(sockets[i]);
        sockets[i] = -1;
    }
}

int refusing_port(void) {
    // Bound, but nobody listens. It is closed with the program.
    int type = SOCK_STREAM | SOCK_CLOEXEC;
    struct sockaddr_in address = {.sin_family = AF_INET};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    int refusing = socket(AF_INET, type, 0);
    if (refusing < 0 || bind(refusing, (struct sockaddr *)&address, length) != 0
        || getsockname(refusing, (struct sockaddr *)&address, &length) != 0) {
        return -1;
    }
    return ntohs(address.sin_port);
}
