// The innermost part of a matrix product: a tile of C that stays in registers.
//
// A tile has rows × vectors sums; both numbers are compile-time constants. Each step of k loads `vectors` vectors of B,
// and one broadcast element of A for each row. Every size up to GEMM_ROWS × GEMM_VECTORS is compiled, so tiles at the
// edges of C run the same code as the others. The largest tile depends on the level (AVX-512: 8×48 floats, AVX2 and
// NEON: 6×16), but the sum of an element is always the same chain of multiply-adds.

/// Upper bounds for the tiles of all levels.
enum { MAX_ROWS = 8, MAX_VECTORS = 4 };

/// Computes a tile with `depth` steps of k. a_row, a_step and b_step are the distances between rows of A, steps of A
/// and steps of B, in floats. The sums are written to C or, with `add`, added to it.
INLINE void gemm_tile(const int rows, const int vectors, ptrdiff_t depth, const float *restrict a, ptrdiff_t a_row,
                      ptrdiff_t a_step, const float *restrict b, ptrdiff_t b_step, float *restrict c, ptrdiff_t c_row,
                      bool add) {
  V sum[MAX_ROWS][MAX_VECTORS];
  UNROLL for (int i = 0; i < rows; i++) UNROLL for (int j = 0; j < vectors; j++) sum[i][j] = (V)0.0f;
  _Pragma("clang loop unroll_count(4)") ALIGNED_LOOP for (ptrdiff_t k = 0; k < depth; k++) {
    V b_vector[MAX_VECTORS];
    UNROLL for (int j = 0; j < vectors; j++) b_vector[j] = load(b + j * LANES);
    UNROLL for (int i = 0; i < rows; i++) {
      const V a_element = (V)a[i * a_row];
      UNROLL for (int j = 0; j < vectors; j++) sum[i][j] = MULTIPLY_ADD(a_element, b_vector[j], sum[i][j]);
    }
    a += a_step;
    if (!__builtin_constant_p(a_row)) HIDE_ORIGIN(a);  // unless A is packed
    b += b_step;
  }
  UNROLL for (int i = 0; i < rows; i++) UNROLL for (int j = 0; j < vectors; j++) {
    float *element = c + i * c_row + j * LANES;
    store(element, add ? load(element) + sum[i][j] : sum[i][j]);
  }
}

/// Computes a tile from packed factors.
INLINE void packed_tile(const int rows, const int vectors, ptrdiff_t depth, const float *a, const float *b, float *c,
                        ptrdiff_t c_row, bool add) {
  UNROLL for (int i = 0; i < rows; i++) UNROLL for (int j = 0; j < vectors; j++)
    __builtin_prefetch(c + i * c_row + j * LANES, 1, 3);
  gemm_tile(rows, vectors, depth, a, 1, rows, b, vectors * LANES, c, c_row, add);
}

typedef void (*gemm_tile_function)(ptrdiff_t depth, const float *a, const float *b, float *c, ptrdiff_t c_row,
                                   bool add);

#define GEMM_TILE(rows, vectors)                                                                                      \
  static void gemm_tile_##rows##_##vectors(ptrdiff_t depth, const float *a, const float *b, float *c,                 \
                                           ptrdiff_t c_row, bool add) {                                               \
    packed_tile(rows, vectors, depth, a, b, c, c_row, add);                                                           \
  }
#if GEMM_VECTORS == 1
#define GEMM_TILES(rows) GEMM_TILE(rows, 1)
#define GEMM_NAMES(rows) {gemm_tile_##rows##_1}
#else
#define GEMM_TILES(rows) GEMM_TILE(rows, 1) GEMM_TILE(rows, 2) GEMM_TILE(rows, 3)
#define GEMM_NAMES(rows) {gemm_tile_##rows##_1, gemm_tile_##rows##_2, gemm_tile_##rows##_3}
#endif

GEMM_TILES(1) GEMM_TILES(2)
#if GEMM_ROWS > 2
GEMM_TILES(3) GEMM_TILES(4) GEMM_TILES(5) GEMM_TILES(6)
#endif
#if GEMM_ROWS > 6
GEMM_TILES(7) GEMM_TILES(8)
#endif

static const gemm_tile_function gemm_tiles[GEMM_ROWS][GEMM_VECTORS] = {
    GEMM_NAMES(1), GEMM_NAMES(2),
#if GEMM_ROWS > 2
    GEMM_NAMES(3), GEMM_NAMES(4), GEMM_NAMES(5), GEMM_NAMES(6),
#endif
#if GEMM_ROWS > 6
    GEMM_NAMES(7), GEMM_NAMES(8),
#endif
};
