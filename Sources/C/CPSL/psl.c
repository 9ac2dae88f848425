#include "CPSL.h"

#include <CLoading.h>
#include <libpsl.h>

#define PSL(name) TIDINGS_LOADED("libpsl.so.5", "libpsl5", name)

const char *tidings_psl_registrable_domain(const char *host) {
    return PSL(psl_registrable_domain)(PSL(psl_builtin)(), host);
}

char *tidings_psl_lowercase(const char *host) {
    char *lower = NULL;
    return PSL(psl_str_to_utf8lower)(host, "utf-8", NULL, &lower) == PSL_SUCCESS ? lower : NULL;
}

void tidings_psl_free(char *text) { PSL(psl_free_string)(text); }
