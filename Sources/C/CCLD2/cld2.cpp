// CLD2's interface is C++: what Swift needs of it, as C. The library is loaded with the first text,
// and with it the library of C++, which is large.
#include "CCLD2.h"

#include <cstdio>
#include <cstring>

#include <CLoading.h>
#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

namespace {

using Detection = CLD2::Language (*)(
    const char *, int, bool, const CLD2::CLDHints *, int, CLD2::Language *, int *, double *,
    CLD2::ResultChunkVector *, int *, bool *);
using Naming = const char *(*)(CLD2::Language);
// The header's functions have these types.
static_assert(static_cast<Detection>(&CLD2::ExtDetectLanguageSummary) != nullptr, "");
static_assert(static_cast<Naming>(&CLD2::LanguageCode) != nullptr, "");

/// By the name that the compiler gives it.
void *load(const char *name) { return tidings_load("libcld2.so.0", "libcld2-0", name); }

}  // namespace

const char *cld2_language(const char *text, int32_t length, int32_t isGuess) {
    static const auto detect = reinterpret_cast<Detection>(
        load("_ZN4CLD224ExtDetectLanguageSummaryEPKcibPKNS_8CLDHintsEiPNS_8LanguageEPiPdPSt6vector"
             "INS_11ResultChunkESaISA_EES7_Pb"));
    static const auto code = reinterpret_cast<Naming>(
        load("_ZN4CLD212LanguageCodeENS_8LanguageE"));
    const CLD2::CLDHints hints = {
        nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
    CLD2::Language languages[3];
    int percents[3];
    double scores[3];
    int bytes;
    bool isReliable;
    detect(
        text, length, true, &hints, isGuess ? CLD2::kCLDFlagBestEffort : 0, languages, percents,
        scores, nullptr, &bytes, &isReliable);
    if (languages[0] == CLD2::UNKNOWN_LANGUAGE || (!isReliable && !isGuess)) return nullptr;
    const char *tag = code(languages[0]);
    return std::strcmp(tag, "un") == 0 ? nullptr : tag;
}
