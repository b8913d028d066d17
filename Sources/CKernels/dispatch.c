// Decides which levels this processor can run. Levels are numbered from the simplest to the best.
#include "levels.h"

/// Whether two strings are equal.
static bool same(const char *a, const char *b) {
  while (*a && *a == *b) a++, b++;
  return *a == *b;
}

const bnk_kernels *bnk_kernels_at(ptrdiff_t n) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  const bool avx512 = avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
                      __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq");
  if (n == 1 && avx2) return &bnk_level_avx2;
  if (n == 2 && avx512) return &bnk_level_avx512;
#endif
  return n == 0 ? &bnk_level_base : 0;
}

const bnk_kernels *bnk_kernels_named(const char *name) {
  const bnk_kernels *level;
  for (ptrdiff_t n = 0; (level = bnk_kernels_at(n)); n++)
    if (same(level->name, name)) return level;
  return 0;
}

const bnk_kernels *bnk_kernels_best(void) {
  ptrdiff_t n = 0;
  while (bnk_kernels_at(n + 1)) n++;
  return bnk_kernels_at(n);
}
