// The vector of sixteen floats that every kernel is written with. The compiler splits it into two AVX or four SSE or
// NEON registers, so the arithmetic, and with it every bit, is the same at each level.
//
// A level file defines, before it includes level.h:
//   LEVEL_NAME, LEVEL_FUSED        its name, and whether MULTIPLY_ADD is one rounding
//   REGISTER_LANES                 floats in one native register
//   GEMM_ROWS, GEMM_VECTORS        the largest tile of a matrix product, in rows and vectors
//   NARROW_SUMS                    vectors of sums in a tile of a narrow product
//   CONVOLUTION_CHANNELS           the largest tile of a convolution: channels
//   CONVOLUTION_VECTORS            vectors of sums and pixels that it may keep in registers
//   GRADIENT_CHANNELS              the largest tile of a weight gradient: channels, 2 or 4

// A switch over an enumeration has an arm for each of its values and no default, and a build in which one is forgotten
// fails. It would otherwise return no value or compute nothing.
#pragma clang diagnostic error "-Wswitch"
#pragma clang diagnostic error "-Wswitch-enum"
#pragma clang diagnostic error "-Wreturn-type"

// Vectors are passed only between functions that are always inlined, where the calling convention does not matter.
#pragma clang diagnostic ignored "-Wpsabi"
#pragma clang fp contract(off)

#define INLINE static inline __attribute__((always_inline))
#define UNROLL _Pragma("clang loop unroll(full)")
// For loops of a few rounds: the compiler's test whether vectors would fit takes longer than they do.
#define SCALAR_LOOP _Pragma("clang loop vectorize(disable) unroll(disable)")
// Without it, the speed of the innermost loops changes by several percent with whatever code stands before them.
#if __has_c_attribute(clang::code_align)
#define ALIGNED_LOOP [[clang::code_align(64)]]
#else
#define ALIGNED_LOOP
#endif

// Hides from the compiler what it knows of a pointer. It would compute the addresses of a tile's rows one from another,
// and eight additions in a row take longer than a step of a small tile.
#define HIDE_ORIGIN(pointer) __asm__("" : "+r"(pointer))

// Tells the processor that a loop only waits, so that what else runs on the core is faster.
#if defined(__x86_64__)
#define SPIN_HINT __builtin_ia32_pause()
#elif defined(__aarch64__)
#define SPIN_HINT __asm__ volatile("yield")
#else
#define SPIN_HINT (void)0
#endif

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

/// One native register, for tiles in which only the number of registers counts: lanes never meet.
typedef float P __attribute__((ext_vector_type(REGISTER_LANES)));
typedef P unaligned_P __attribute__((aligned(4)));

INLINE V load(const float *p) { return *(const unaligned_V *)p; }
INLINE void store(float *p, V v) { *(unaligned_V *)p = v; }
INLINE void store_half(float *p, half_V v) { *(unaligned_half *)p = v; }
INLINE quad_V load_quad(const float *p) { return *(const unaligned_quad *)p; }
INLINE void store_quad(float *p, quad_V v) { *(unaligned_quad *)p = v; }
INLINE P load_register(const float *p) { return *(const unaligned_P *)p; }
INLINE void store_register(float *p, P v) { *(unaligned_P *)p = v; }

/// The sum of the lanes, always by the same tree.
INLINE float sum_of_lanes(V v) {
  const half_V eight = v.lo + v.hi;
  const quad_V four = eight.lo + eight.hi;
  return (four.x + four.z) + (four.y + four.w);
}

/// The greater of each pair of lanes; NaN where one is NaN.
#define GREATER(a, b) ((((a) > (b)) | ((a) != (a))) ? (a) : (b))

INLINE float greatest_lane(V v) {
  const half_V eight = GREATER(v.lo, v.hi);
  const quad_V four = GREATER(eight.lo, eight.hi);
  const float x = GREATER(four.x, four.z), y = GREATER(four.y, four.w);
  return GREATER(x, y);
}

/// Lanes 0..<count are true.
INLINE I first_lanes(ptrdiff_t count) {
  const I lane = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  return lane < (I)(int32_t)(count < LANES ? count : LANES);
}

/// Transposes four rows of sixteen inside their quads: afterwards quad q of r[j] is column 4q + j of the four rows.
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

/// Eight neighbours of each of eight rows, the first at rows[i] + offset: neighbours j and 4 + j of all rows become the
/// halves of r[j]. No more rows, as in matrices of some widths all would compete for the same few lines of the
/// first-level cache.
INLINE void load_transposed(const float *const rows[8], ptrdiff_t offset, V r[4]) {
  UNROLL for (int i = 0; i < 4; i++) {
    const float *const upper = rows[i] + offset, *const lower = rows[4 + i] + offset;
    const half_V low = __builtin_shufflevector(load_quad(upper), load_quad(lower), 0, 1, 2, 3, 4, 5, 6, 7);
    const half_V high = __builtin_shufflevector(load_quad(upper + 4), load_quad(lower + 4), 0, 1, 2, 3, 4, 5, 6, 7);
    r[i] = __builtin_shufflevector(low, high, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  }
  transpose_quads(r);
}

/// Stores the four quads of v at p, p + step, p + 2·step and p + 3·step.
INLINE void store_quads(float *p, ptrdiff_t step, V v) {
  store_quad(p, v.lo.lo);
  store_quad(p + step, v.lo.hi);
  store_quad(p + 2 * step, v.hi.lo);
  store_quad(p + 3 * step, v.hi.hi);
}

INLINE ptrdiff_t least(ptrdiff_t a, ptrdiff_t b) { return a < b ? a : b; }
INLINE ptrdiff_t most(ptrdiff_t a, ptrdiff_t b) { return a > b ? a : b; }
/// a / b rounded up.
INLINE ptrdiff_t quotient_up(ptrdiff_t a, ptrdiff_t b) { return (a + b - 1) / b; }
INLINE ptrdiff_t round_up(ptrdiff_t a, ptrdiff_t b) { return quotient_up(a, b) * b; }
/// Where part `index` of `parts` nearly equal parts of `total` begins; the first ones are the larger ones. Written so
/// that loops over parts divide once.
INLINE ptrdiff_t part_start(ptrdiff_t total, ptrdiff_t parts, ptrdiff_t index) {
  return index * (total / parts) + least(index, total % parts);
}
