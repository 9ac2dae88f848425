#define _GNU_SOURCE
#include "silent_names.h"

#include <dlfcn.h>
#include <netdb.h>
#include <pthread.h>
#include <string.h>
#include <time.h>

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
    end.tv_sec += 60;
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
