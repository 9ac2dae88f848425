#define _GNU_SOURCE
#include "CLoading.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

void *tidings_load(const char *soname, const char *package, const char *name) {
    // A library that is loaded already is only counted.
    void *library = dlopen(soname, RTLD_NOW | RTLD_LOCAL);
    void *function = library ? dlsym(library, name) : NULL;
    if (!function) {
        fprintf(
            stderr, "%s: %s; install Debian's package %s\n", program_invocation_short_name,
            dlerror(), package);
        _Exit(EXIT_FAILURE);
    }
    return function;
}
