#include "CStemmer.h"

#include <CLoading.h>
#include <libstemmer.h>

#define STEMMER(name) TIDINGS_LOADED("libstemmer.so.0d", "libstemmer0d", name)

struct sb_stemmer *tidings_stemmer_new(const char *algorithm, const char *encoding) {
    return STEMMER(sb_stemmer_new)(algorithm, encoding);
}

void tidings_stemmer_delete(struct sb_stemmer *stemmer) { STEMMER(sb_stemmer_delete)(stemmer); }

const unsigned char *tidings_stemmer_stem(
    struct sb_stemmer *stemmer, const unsigned char *word, int length) {
    return STEMMER(sb_stemmer_stem)(stemmer, word, length);
}

int tidings_stemmer_length(struct sb_stemmer *stemmer) {
    return STEMMER(sb_stemmer_length)(stemmer);
}
