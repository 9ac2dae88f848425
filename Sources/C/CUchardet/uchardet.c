#include "CUchardet.h"

#include <CLoading.h>
#include <stdio.h>
#include <uchardet/uchardet.h>

#define UCHARDET(name) TIDINGS_LOADED("libuchardet.so.0", "libuchardet0", name)

void tidings_uchardet_name(const char *text, size_t length, char *name, size_t size) {
    uchardet_t detector = UCHARDET(uchardet_new)();
    name[0] = 0;
    if (!detector) return;
    if (UCHARDET(uchardet_handle_data)(detector, text, length) == 0) {
        UCHARDET(uchardet_data_end)(detector);
        snprintf(name, size, "%s", UCHARDET(uchardet_get_charset)(detector));
    }
    UCHARDET(uchardet_delete)(detector);
}
