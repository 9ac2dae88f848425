// Libraries that are loaded when the first of their functions is called. To link with a library costs
// every start of a program, whether it is used or not; most commands of `tidings` read the store and
// need none of those that take texts apart.
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

/// The function `name` of the shared library `soname`. Where that is missing, the program ends as one
/// that is linked with it would: it says which library it is, and which `package` of Debian has it.
void *tidings_load(const char *soname, const char *package, const char *name);

#ifdef __cplusplus
}
#endif

/// The function of C `name`, looked for once, and of the type that its header gives it.
#define TIDINGS_LOADED(soname, package, name)                                    \
    ({                                                                           \
        static __typeof__(&name) loaded;                                         \
        __typeof__(&name) function = __atomic_load_n(&loaded, __ATOMIC_ACQUIRE); \
        if (!function) {                                                         \
            function = (__typeof__(&name))tidings_load(soname, package, #name);  \
            __atomic_store_n(&loaded, function, __ATOMIC_RELEASE);               \
        }                                                                        \
        function;                                                                \
    })
