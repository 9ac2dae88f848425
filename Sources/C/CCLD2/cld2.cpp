// CLD2's interface is C++: what Swift needs of it, as C.
#include "CCLD2.h"

#include <cstdio>
#include <cstring>

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

const char *cld2_language(const char *text, int32_t length, int32_t isGuess) {
    const CLD2::CLDHints hints = {
        nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
    CLD2::Language languages[3];
    int percents[3];
    double scores[3];
    int bytes;
    bool isReliable;
    CLD2::ExtDetectLanguageSummary(
        text, length, true, &hints, isGuess ? CLD2::kCLDFlagBestEffort : 0, languages, percents,
        scores, nullptr, &bytes, &isReliable);
    if (languages[0] == CLD2::UNKNOWN_LANGUAGE || (!isReliable && !isGuess)) return nullptr;
    const char *code = CLD2::LanguageCode(languages[0]);
    return std::strcmp(code, "un") == 0 ? nullptr : code;
}
