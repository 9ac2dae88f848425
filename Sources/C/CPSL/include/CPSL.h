// What Tidings asks of libpsl, which is loaded with the first question.
#pragma once

/// One label below the longest public suffix of `host`, which is in lower case, by the list that is
/// built into libpsl: a part of `host`, or NULL.
const char *tidings_psl_registrable_domain(const char *host);

/// `host` in lower case and normalized, for `tidings_psl_free`; NULL when it cannot be told.
char *tidings_psl_lowercase(const char *host);

void tidings_psl_free(char *text);
