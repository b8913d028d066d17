// The innermost part of a matrix product: a tile of C that stays in registers.
//
// rows × vectors sums, all constants: every size up to GEMM_ROWS × GEMM_VECTORS is compiled, so edges run the same code as
// the middle. Each step takes `vectors` vectors of B and one broadcast element of A for each row. Tiles differ between
// levels (AVX-512 8×48 floats, AVX2 and NEON 6×16); an element's sum is always the same chain of multiply-adds.

/// depth steps; A's elements are a_row and a_step apart, B is packed, C gets the sums or, with `add`, they are added to it.
INLINE void gemm_tile(const int rows, const int vectors, ptrdiff_t depth, const float *restrict a, ptrdiff_t a_row,
                      ptrdiff_t a_step, const float *restrict b, float *restrict c, ptrdiff_t c_row, bool add) {
  V sum[GEMM_ROWS][GEMM_VECTORS];
  UNROLL for (int i = 0; i < rows; i++) UNROLL for (int j = 0; j < vectors; j++) {
    sum[i][j] = (V)0.0f;
    __builtin_prefetch(c + i * c_row + j * LANES, 1, 3);
  }
  _Pragma("clang loop unroll_count(2)") for (ptrdiff_t k = 0; k < depth; k++) {
    V b_vector[GEMM_VECTORS];
    UNROLL for (int j = 0; j < vectors; j++) b_vector[j] = load(b + j * LANES);
    UNROLL for (int i = 0; i < rows; i++) {
      const V a_element = (V)a[i * a_row];
      UNROLL for (int j = 0; j < vectors; j++) sum[i][j] = MULTIPLY_ADD(a_element, b_vector[j], sum[i][j]);
    }
    a += a_step;
    b += vectors * LANES;
  }
  UNROLL for (int i = 0; i < rows; i++) UNROLL for (int j = 0; j < vectors; j++) {
    float *element = c + i * c_row + j * LANES;
    store(element, add ? load(element) + sum[i][j] : sum[i][j]);
  }
}

typedef void (*gemm_tile_function)(ptrdiff_t depth, const float *a, ptrdiff_t a_row, ptrdiff_t a_step, const float *b,
                                   float *c, ptrdiff_t c_row, bool add);

// Each size twice: for A in packed panels, whose steps are constants, and for A where it stands.
#define GEMM_TILE(rows, vectors)                                                                                      \
  static void packed_tile_##rows##_##vectors(ptrdiff_t depth, const float *a, ptrdiff_t a_row, ptrdiff_t a_step,      \
                                             const float *b, float *c, ptrdiff_t c_row, bool add) {                   \
    (void)a_row, (void)a_step;                                                                                        \
    gemm_tile(rows, vectors, depth, a, 1, rows, b, c, c_row, add);                                                    \
  }                                                                                                                   \
  static void strided_tile_##rows##_##vectors(ptrdiff_t depth, const float *a, ptrdiff_t a_row, ptrdiff_t a_step,     \
                                              const float *b, float *c, ptrdiff_t c_row, bool add) {                  \
    gemm_tile(rows, vectors, depth, a, a_row, a_step, b, c, c_row, add);                                              \
  }
#if GEMM_VECTORS == 1
#define GEMM_TILES(rows) GEMM_TILE(rows, 1)
#define GEMM_NAMES(kind, rows) {kind##_tile_##rows##_1}
#else
#define GEMM_TILES(rows) GEMM_TILE(rows, 1) GEMM_TILE(rows, 2) GEMM_TILE(rows, 3)
#define GEMM_NAMES(kind, rows) {kind##_tile_##rows##_1, kind##_tile_##rows##_2, kind##_tile_##rows##_3}
#endif

#if GEMM_ROWS == 2
GEMM_TILES(1) GEMM_TILES(2)
#define GEMM_TABLE(kind) {GEMM_NAMES(kind, 1), GEMM_NAMES(kind, 2)}
#elif GEMM_ROWS == 6
GEMM_TILES(1) GEMM_TILES(2) GEMM_TILES(3) GEMM_TILES(4) GEMM_TILES(5) GEMM_TILES(6)
#define GEMM_TABLE(kind)                                                                                              \
  {GEMM_NAMES(kind, 1), GEMM_NAMES(kind, 2), GEMM_NAMES(kind, 3), GEMM_NAMES(kind, 4), GEMM_NAMES(kind, 5),           \
   GEMM_NAMES(kind, 6)}
#else
GEMM_TILES(1) GEMM_TILES(2) GEMM_TILES(3) GEMM_TILES(4) GEMM_TILES(5) GEMM_TILES(6) GEMM_TILES(7) GEMM_TILES(8)
#define GEMM_TABLE(kind)                                                                                              \
  {GEMM_NAMES(kind, 1), GEMM_NAMES(kind, 2), GEMM_NAMES(kind, 3), GEMM_NAMES(kind, 4), GEMM_NAMES(kind, 5),           \
   GEMM_NAMES(kind, 6), GEMM_NAMES(kind, 7), GEMM_NAMES(kind, 8)}
#endif

/// By whether A is packed, rows − 1 and vectors − 1.
static const gemm_tile_function gemm_tiles[2][GEMM_ROWS][GEMM_VECTORS] = {GEMM_TABLE(strided), GEMM_TABLE(packed)};
