// The vector of sixteen floats with which every kernel is written. The compiler splits it into two AVX registers or
// four SSE or NEON registers. So the arithmetic, and with it every bit, is the same at each level.
//
// A level file (level_*.c) defines these macros before it includes level.h:
//   LEVEL_NAME, LEVEL_TABLE        the level's name, and the name of its table of kernels
//   LEVEL_FUSED                    1 if MULTIPLY_ADD is a fused operation, with one rounding
//   REGISTER_LANES                 number of floats in one native register
//   GEMM_ROWS, GEMM_VECTORS        the largest tile of a matrix product, in rows and vectors
//   NARROW_SUMS                    number of vectors of sums in a tile of a narrow product
//   CONVOLUTION_CHANNELS           number of channels in the largest tile of a convolution
//   CONVOLUTION_VECTORS            number of vectors of sums and pixels that such a tile may keep in registers
//   GRADIENT_CHANNELS              number of channels in the largest tile of a weight gradient: 2 or 4

// Every switch over an enumeration must have a case for each value, and no default. If one is missing, the build must
// fail; otherwise the function would return no value or compute nothing.
#pragma clang diagnostic error "-Wswitch"
#pragma clang diagnostic error "-Wswitch-enum"
#pragma clang diagnostic error "-Wreturn-type"

// Vectors are passed only between functions that are always inlined, where the calling convention does not matter.
#pragma clang diagnostic ignored "-Wpsabi"
#pragma clang fp contract(off)

#define INLINE static inline __attribute__((always_inline))
#define UNROLL _Pragma("clang loop unroll(full)")
// For loops of a few rounds. The run-time check that a vectorized loop begins with would take longer than the loop
// itself.
#define SCALAR_LOOP _Pragma("clang loop vectorize(disable) unroll(disable)")
// Aligns a loop in memory. Otherwise the speed of the innermost loops would depend on the code before them, by several
// percent.
#if __has_c_attribute(clang::code_align)
#define ALIGNED_LOOP [[clang::code_align(64)]]
#else
#define ALIGNED_LOOP
#endif

// Hides from the compiler where a pointer comes from. Otherwise the compiler would compute the address of each row of a
// tile from that of the row before, and a chain of eight additions takes longer than one step of a small tile.
#define HIDE_ORIGIN(pointer) __asm__("" : "+r"(pointer))

// Tells the processor that a loop only waits, so that other threads on the same core run faster.
#if defined(__x86_64__)
#define SPIN_HINT __builtin_ia32_pause()
#elif defined(__aarch64__)
#define SPIN_HINT __asm__ volatile("yield")
#else
#define SPIN_HINT (void)0
#endif

// a·b + c
#if LEVEL_FUSED
#define MULTIPLY_ADD(a, b, c) __builtin_elementwise_fma(a, b, c)
#else
#define MULTIPLY_ADD(a, b, c) ((a) * (b) + (c))
#endif

enum { LANES = 16 };

typedef float V __attribute__((ext_vector_type(16)));
typedef float half_V __attribute__((ext_vector_type(8)));
typedef float quad_V __attribute__((ext_vector_type(4)));
typedef int32_t I __attribute__((ext_vector_type(16)));
typedef int32_t half_I __attribute__((ext_vector_type(8)));
typedef V unaligned_V __attribute__((aligned(4)));
typedef half_V unaligned_half __attribute__((aligned(4)));
typedef quad_V unaligned_quad __attribute__((aligned(4)));

/// One native register, for tiles whose lanes are never combined and whose size depends on the number of registers
/// only.
typedef float P __attribute__((ext_vector_type(REGISTER_LANES)));
typedef P unaligned_P __attribute__((aligned(4)));

INLINE V load(const float *p) { return *(const unaligned_V *)p; }
INLINE void store(float *p, V v) { *(unaligned_V *)p = v; }
INLINE void store_half(float *p, half_V v) { *(unaligned_half *)p = v; }
INLINE quad_V load_quad(const float *p) { return *(const unaligned_quad *)p; }
INLINE void store_quad(float *p, quad_V v) { *(unaligned_quad *)p = v; }
INLINE P load_register(const float *p) { return *(const unaligned_P *)p; }
INLINE void store_register(float *p, P v) { *(unaligned_P *)p = v; }

/// The sum of the lanes, always added in the same order (a binary tree).
INLINE float sum_of_lanes(V v) {
  const half_V eight = v.lo + v.hi;
  const quad_V four = eight.lo + eight.hi;
  return (four.x + four.z) + (four.y + four.w);
}

/// The greater one of each pair of lanes; NaN if one of them is NaN.
#define GREATER(a, b) ((((a) > (b)) | ((a) != (a))) ? (a) : (b))

INLINE float greatest_lane(V v) {
  const half_V eight = GREATER(v.lo, v.hi);
  const quad_V four = GREATER(eight.lo, eight.hi);
  const float x = GREATER(four.x, four.z), y = GREATER(four.y, four.w);
  return GREATER(x, y);
}

/// A mask that is true in the lanes 0..<count.
INLINE I first_lanes(ptrdiff_t count) {
  const I lane = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  return lane < (I)(int32_t)(count < LANES ? count : LANES);
}

/// Transposes each 4 × 4 block of four rows of sixteen floats. Afterwards, quad q (the lanes 4q to 4q + 3) of r[j] is
/// column 4q + j of the four rows.
INLINE void transpose_quads(V r[4]) {
#define SHUFFLE(a, b, i, j, k, l)                                                                                      \
  __builtin_shufflevector(a, b, i, j, k, l, i + 4, j + 4, k + 4, l + 4, i + 8, j + 8, k + 8, l + 8, i + 12, j + 12,   \
                          k + 12, l + 12)
  const V low_01 = SHUFFLE(r[0], r[1], 0, 16, 1, 17), high_01 = SHUFFLE(r[0], r[1], 2, 18, 3, 19);
  const V low_23 = SHUFFLE(r[2], r[3], 0, 16, 1, 17), high_23 = SHUFFLE(r[2], r[3], 2, 18, 3, 19);
  r[0] = SHUFFLE(low_01, low_23, 0, 1, 16, 17);
  r[1] = SHUFFLE(low_01, low_23, 2, 3, 18, 19);
  r[2] = SHUFFLE(high_01, high_23, 0, 1, 16, 17);
  r[3] = SHUFFLE(high_01, high_23, 2, 3, 18, 19);
#undef SHUFFLE
}

/// Loads eight neighbouring floats of each of eight rows, beginning at rows[i] + offset, and transposes them: the
/// floats j and 4 + j of all rows become the two halves of r[j]. Eight rows only, since with matrices of some widths
/// all rows compete for the same few lines of the first-level cache.
INLINE void load_transposed(const float *const rows[8], ptrdiff_t offset, V r[4]) {
  UNROLL for (int i = 0; i < 4; i++) {
    const float *const upper = rows[i] + offset, *const lower = rows[4 + i] + offset;
    const half_V low = __builtin_shufflevector(load_quad(upper), load_quad(lower), 0, 1, 2, 3, 4, 5, 6, 7);
    const half_V high = __builtin_shufflevector(load_quad(upper + 4), load_quad(lower + 4), 0, 1, 2, 3, 4, 5, 6, 7);
    r[i] = __builtin_shufflevector(low, high, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  }
  transpose_quads(r);
}

/// Stores the four quads of v to p, p + step, p + 2·step and p + 3·step.
INLINE void store_quads(float *p, ptrdiff_t step, V v) {
  store_quad(p, v.lo.lo);
  store_quad(p + step, v.lo.hi);
  store_quad(p + 2 * step, v.hi.lo);
  store_quad(p + 3 * step, v.hi.hi);
}

INLINE ptrdiff_t minimum(ptrdiff_t a, ptrdiff_t b) { return a < b ? a : b; }
INLINE ptrdiff_t maximum(ptrdiff_t a, ptrdiff_t b) { return a > b ? a : b; }
/// a / b rounded up.
INLINE ptrdiff_t quotient_up(ptrdiff_t a, ptrdiff_t b) { return (a + b - 1) / b; }
INLINE ptrdiff_t round_up(ptrdiff_t a, ptrdiff_t b) { return quotient_up(a, b) * b; }
/// The start of part `index` if `total` is divided into `parts` nearly equal parts; the first parts are the larger
/// ones. Written in such a way that a loop over the parts needs only one division.
INLINE ptrdiff_t part_start(ptrdiff_t total, ptrdiff_t parts, ptrdiff_t index) {
  return index * (total / parts) + minimum(index, total % parts);
}
