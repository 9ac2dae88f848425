#!/usr/bin/env python3
"""Makes the background frequency tables in Sources/Events/Resources/frequencies.

    pip install wordfreq==3.1.1 snowballstemmer==2.2.0
    python3 Scripts/make-frequencies.py Sources/Events/Resources/frequencies

One text file a language, `en.txt` and so on. The first line names the format and the language. Each line
after it is a stem and its level: what has level L makes up 10 ** (-L / 100) of running text. The lines are in
the order of the hashes of their stems (`TermHash`), so that Tidings finds one without reading the others, and
the same input gives the same bytes.

A stem's frequency is the sum over the words that have it, cut where Tidings cuts words (at apostrophes and
hyphens), spelled as Tidings has them (`ScalarFolding`, `Spelling`) and stemmed as Tidings stems them, by Snowball or by their first
letters. Stems below one in a million, and all but the first
14,000, are left out: the clusterer takes them as it takes unknown words.

The tables are data derived from wordfreq by Robyn Speer and stay under CC BY-SA 4.0: see NOTICE.txt there.
"""
import collections
import math
import pathlib
import re
import sys
import unicodedata

import snowballstemmer
import wordfreq

# Words are cut to so many letters where there is no algorithm, as in Tidings (`WordStarts`).
FIRST_LETTERS = 5
# ISO 639-1 code and the Snowball algorithm; None: words are cut; SYLLABLES: they are taken as they are.
SYLLABLES = ""
LANGUAGES = {
    "ar": "arabic", "ca": "catalan", "cs": None, "da": "danish", "de": "german", "el": "greek",
    "en": "english", "es": "spanish", "fi": "finnish", "fr": "french", "hu": "hungarian",
    "id": "indonesian", "it": "italian", "nb": "norwegian", "nl": "dutch", "pl": None,
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish", "tr": "turkish",
    "uk": None, "vi": SYLLABLES,
}
LEAST_FREQUENCY = 1e-6
MOST_STEMS = 14_000
# Words no longer than this many bytes are stemmed, as in Tidings.
LONGEST_STEMMED = 48

# The one spelling of what is written in two ways, as in Tidings: in every language (`ScalarFolding`), and in one
# (`Spelling`).
EVERYWHERE = str.maketrans({"ё": "е", "ș": "ş", "ț": "ţ", "ۀ": "ه"})
LETTERS = {
    "de": {"ß": "ss"}, "fr": {"æ": "ae", "œ": "oe"}, "tr": {"â": "a", "î": "i", "û": "u"},
}
# The tone on either vowel of oa, oe and uy, but not behind q.
TONE_AT_THE_END = re.compile("(?<!q)(o)([àáảãạèéẻẽẹ])$|(?<!q)(u)([ỳýỷỹỵ])$")


def spelling(word, language):
    """As in Sources/Events. The signs are not dropped in English and Indonesian, though `Spelling` does: with
    their tables folded likewise the labelled sets did not gain."""
    word = word.translate(EVERYWHERE)
    if language == "fr" and word:
        word = unicodedata.normalize("NFD", word[0])[0] + word[1:]
    if language == "vi" and TONE_AT_THE_END.search(word):
        vowel, tone = unicodedata.normalize("NFD", word[-1])
        return word[:-2] + unicodedata.normalize("NFC", word[-2] + tone) + vowel
    return word.translate(str.maketrans(LETTERS.get(language, {})))


def stem_frequencies(language, algorithm):
    stemmer = snowballstemmer.stemmer(algorithm) if algorithm else None
    frequencies = collections.Counter()
    for word, frequency in sorted(wordfreq.get_frequency_dict(language, "best").items()):
        for part in re.findall(r"\w+", word):
            # wordfreq stands "0000" for every number of four digits: no word of a text.
            if part.isdigit() and len(part) > 1:
                continue
            part = spelling(part, language)
            if stemmer and len(part.encode()) <= LONGEST_STEMMED:
                part = stemmer.stemWord(part)
            elif algorithm is None and not part.isdigit():
                part = part[:FIRST_LETTERS]
            frequencies[part] += frequency
    return frequencies


def term_hash(stem):
    """`TermHash.of` in Sources/Events: FNV-1a, then the finaliser of MurmurHash3 (Stafford's variant 13)."""
    state = 0xCBF29CE484222325
    for byte in stem.encode():
        state = (state ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    state = (state ^ state >> 30) * 0xBF58476D1CE4E5B9 & 0xFFFFFFFFFFFFFFFF
    state = (state ^ state >> 27) * 0x94D049BB133111EB & 0xFFFFFFFFFFFFFFFF
    return (state ^ state >> 31) or 1


def table(language, frequencies):
    ranked = sorted(frequencies.items(), key=lambda item: (-item[1], item[0]))
    levels = {stem: max(0, round(-100 * math.log10(frequency)))
              for stem, frequency in ranked[:MOST_STEMS] if stem and frequency >= LEAST_FREQUENCY}
    lines = [f"tidings-frequencies 2 {language}"]
    lines += [f"{stem} {levels[stem]}" for stem in sorted(levels, key=term_hash)]
    return "\n".join(lines) + "\n"


def main():
    folder = pathlib.Path(sys.argv[1])
    for language, algorithm in LANGUAGES.items():
        text = table(language, stem_frequencies(language, algorithm))
        (folder / f"{language}.txt").write_text(text, encoding="utf-8")
        print(language, len(text.encode()), "bytes", file=sys.stderr)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main()
