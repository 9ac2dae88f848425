// libstemmer as its header has it, but loaded when the first stemmer is made: the tables of its
// languages cost every start otherwise.
#pragma once

struct sb_stemmer;

struct sb_stemmer *tidings_stemmer_new(const char *algorithm, const char *encoding);
void tidings_stemmer_delete(struct sb_stemmer *stemmer);
const unsigned char *tidings_stemmer_stem(
    struct sb_stemmer *stemmer, const unsigned char *word, int length);
int tidings_stemmer_length(struct sb_stemmer *stemmer);
