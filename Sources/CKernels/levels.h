// The tables of all levels in this build. dispatch.c decides which of them the processor can run.
#include "CKernels.h"

extern const bnk_kernels bnk_level_base;
#if defined(__x86_64__)
extern const bnk_kernels bnk_level_avx2;
extern const bnk_kernels bnk_level_avx512;
#endif
