#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The language that most of a plain text is written in: a BCP 47 tag in static memory, or NULL when
/// CLD2 cannot tell. `text` is sound UTF-8. For any number of threads.
///
/// `isGuess`: whether to name the likeliest language also where CLD2 does not trust it.
const char *cld2_language(const char *text, int32_t length, int32_t isGuess);

#ifdef __cplusplus
}
#endif
