// mallopt(3), which the module of the C library leaves out.
#pragma once
#include <malloc.h>
