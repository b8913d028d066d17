// AVX-512: thirty-two registers of 16 floats; a tile of a product holds its sums in twenty-four of them.
#include "levels.h"

#if defined(__x86_64__)

#define LEVEL_NAME "avx512"
#define LEVEL_TABLE bnk_level_avx512
#define LEVEL_FUSED 1
#define REGISTER_LANES 16
#define GEMM_ROWS 8
#define NARROW_SUMS 16
#define GEMM_VECTORS 3
#define CONVOLUTION_CHANNELS 6
#define CONVOLUTION_VECTORS 28
#define GRADIENT_CHANNELS 4

#pragma clang attribute push(__attribute__((target("avx2,fma,avx512f,avx512vl,avx512bw,avx512dq"))), \
                             apply_to = function)
#include "level.h"
#pragma clang attribute pop

#endif
