// The level that every processor of the architecture can run: SSE2 without fused multiply-add, or NEON with it.
#include "levels.h"

#if defined(__aarch64__)
#define LEVEL_NAME "neon"
#define LEVEL_FUSED 1
#define GEMM_ROWS 6
#define NARROW_SUMS 6
#define CONVOLUTION_CHANNELS 6
#define CONVOLUTION_VECTORS 7
#define GRADIENT_CHANNELS 4
#else
#define LEVEL_NAME "base"
#define LEVEL_FUSED 0
#define GEMM_ROWS 2
#define NARROW_SUMS 2
#define CONVOLUTION_CHANNELS 2
#define CONVOLUTION_VECTORS 3
#define GRADIENT_CHANNELS 2
#endif
#define LEVEL_TABLE bnk_level_base
#define REGISTER_LANES 4
#define GEMM_VECTORS 1

#include "level.h"
