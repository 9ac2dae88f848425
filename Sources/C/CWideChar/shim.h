// wcwidth(3) is part of the C library but hidden from Swift's Glibc module, which is built without
// _XOPEN_SOURCE.
#pragma once
#include <stddef.h>

int wcwidth(wchar_t letter);
