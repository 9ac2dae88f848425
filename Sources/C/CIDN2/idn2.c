#include "CIDN2.h"

#include <CLoading.h>
#include <idn2.h>

#define IDN2(name) TIDINGS_LOADED("libidn2.so.0", "libidn2-0", name)

static char *lookup(const char *host, int flags) {
    unsigned char *name = NULL;
    int code = IDN2(idn2_lookup_u8)((const unsigned char *)host, &name, flags);
    return code == IDN2_OK ? (char *)name : NULL;
}

char *tidings_idn2_lookup(const char *host) {
    char *name = lookup(host, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
    // Names that only the older rules know, as libcurl tries them.
    return name ? name : lookup(host, IDN2_TRANSITIONAL);
}

void tidings_idn2_free(char *name) { IDN2(idn2_free)(name); }
