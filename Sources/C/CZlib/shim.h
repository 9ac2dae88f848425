// zlib's initialisers are macros that hand over the version and the size of the structure.
#pragma once
#include <zlib.h>

static inline int tidings_inflate_init(z_streamp stream, int window_bits) {
    return inflateInit2(stream, window_bits);
}
