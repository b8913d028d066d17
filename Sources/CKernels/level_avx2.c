// AVX2 with fused multiply-add: sixteen registers of 8 floats; a tile of a product holds its sums in twelve of them.
#include "levels.h"

#if defined(__x86_64__)

#define LEVEL_NAME "avx2"
#define LEVEL_TABLE bnk_level_avx2
#define LEVEL_FUSED 1
#define REGISTER_LANES 8
#define GEMM_ROWS 6
#define NARROW_SUMS 4
#define GEMM_VECTORS 1
#define CONVOLUTION_CHANNELS 6
#define CONVOLUTION_VECTORS 7
#define GRADIENT_CHANNELS 2

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "level.h"
#pragma clang attribute pop

#endif
