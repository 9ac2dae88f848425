// prctl(2), which is variadic: at most 15 bytes of the name are kept.
#pragma once
#include <sys/prctl.h>

static inline void tidings_name_this_thread(const char *name) {
    prctl(PR_SET_NAME, (unsigned long)name, 0, 0, 0);
}
