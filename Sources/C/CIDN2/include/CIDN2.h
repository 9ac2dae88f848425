// What Tidings asks of libidn2, which is loaded with the first question.
#pragma once

/// The name of the DNS for `host`, UTF-8, by the rules of today, or where it has none by the older ones;
/// for `tidings_idn2_free`. NULL for what is no name.
char *tidings_idn2_lookup(const char *host);

void tidings_idn2_free(char *name);
