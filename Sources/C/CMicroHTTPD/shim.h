// The start of a daemon and the queueing of a response are variadic: the test origin adds its own
// typed inline functions here.
#pragma once
#include <microhttpd.h>
