// What Tidings asks of uchardet, which is loaded with the first text.
#pragma once

#include <stddef.h>

/// Writes into `name`, which has room for `size` bytes, the name by which iconv knows the character set
/// that a text of `length` bytes is most likely in; an empty one where that cannot be told.
void tidings_uchardet_name(const char *text, size_t length, char *name, size_t size);
