#!/usr/bin/env python3
"""Makes the background frequency tables in Sources/Events/Resources/frequencies.

    pip install wordfreq==3.1.1 snowballstemmer==2.2.0
    python3 Tools/make-frequencies.py Sources/Events/Resources/frequencies

One text file a language, `en.txt` and so on. The first line names the format and the language. Each line
after it is a level and the stems of that level, blanks between: level L holds what makes up 10 ** (-L / 100)
of running text. Levels rise, and the stems of a level are in order of code points, so that the same input
gives the same bytes.

A stem's frequency is the sum over the words that have it, cut where Tidings cuts words (at apostrophes and
hyphens) and stemmed as Tidings stems them, by Snowball. Stems below one in a million, and all but the first
14,000, are left out: the clusterer takes them as it takes unknown words.

The tables are data derived from wordfreq by Robyn Speer and stay under CC BY-SA 4.0: see NOTICE.txt there.
"""
import collections
import math
import pathlib
import re
import sys

import snowballstemmer
import wordfreq

# ISO 639-1 code and the Snowball algorithm; None: words are taken as they are.
LANGUAGES = {
    "ar": "arabic", "ca": "catalan", "cs": None, "da": "danish", "de": "german", "el": "greek",
    "en": "english", "es": "spanish", "fi": "finnish", "fr": "french", "hu": "hungarian",
    "id": "indonesian", "it": "italian", "nb": "norwegian", "nl": "dutch", "pl": None,
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish", "tr": "turkish",
    "uk": None, "vi": None,
}
LEAST_FREQUENCY = 1e-6
MOST_STEMS = 14_000
# Words no longer than this many bytes are stemmed, as in Tidings.
LONGEST_STEMMED = 48


def stem_frequencies(language, algorithm):
    stemmer = snowballstemmer.stemmer(algorithm) if algorithm else None
    frequencies = collections.Counter()
    for word, frequency in sorted(wordfreq.get_frequency_dict(language, "best").items()):
        for part in re.findall(r"\w+", word):
            # wordfreq stands "0000" for every number of four digits: no word of a text.
            if part.isdigit() and len(part) > 1:
                continue
            if stemmer and len(part.encode()) <= LONGEST_STEMMED:
                part = stemmer.stemWord(part)
            frequencies[part] += frequency
    return frequencies


def table(language, frequencies):
    levels = collections.defaultdict(list)
    ranked = sorted(frequencies.items(), key=lambda item: (-item[1], item[0]))
    for stem, frequency in ranked[:MOST_STEMS]:
        if frequency >= LEAST_FREQUENCY:
            levels[max(0, round(-100 * math.log10(frequency)))].append(stem)
    lines = [f"tidings-frequencies 1 {language}"]
    lines += [f"{level} {' '.join(sorted(levels[level]))}" for level in sorted(levels)]
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
