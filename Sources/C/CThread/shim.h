// prctl(2), which is variadic: at most 15 bytes of the name are kept.
#pragma once
#include <sys/prctl.h>

static inline void tidings_name_this_thread(const char *name) {
    prctl(PR_SET_NAME, (unsigned long)name, 0, 0, 0);
}

// pipe2(2) is part of the C library but hidden from Swift's Glibc module, which is built without
// _GNU_SOURCE. Descriptors that are close-on-exec from the start are inherited by no child that
// another thread starts.
int pipe2(int ends[2], int flags);
