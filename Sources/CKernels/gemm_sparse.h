// Matrix product of an A that consists mostly of zeros, like the pixels of drawn digits.
//
// What a zero of A is multiplied by adds nothing to a sum. So A is packed in panels of few rows, each with only those
// steps of k in which one of its rows is not zero, and a list of where these steps stand in B's strip: of MNIST's
// pixels 39 % with panels of four samples (y = x·Wᵀ), 28 % with panels of four neighbouring pixels (dWᵀ = xᵀ·dy). The
// fewer rows, the more steps are zero in all of them; four times sixteen sums are just enough to keep two units of
// multiply-adds busy. For dWᵀ C is stored transposed: a strip of it is computed beside C.
//
// Blocks of k, strips of B and the order of each sum are those of gemm.h, and so are the results, bit for bit, except
// that no sum is -0: whether one is depends on zeros left out. Where a strip of B holds infinities or NaN, whose
// product with zero is NaN, all steps are packed after all.

enum {
  SPARSE_ROWS = GEMM_ROWS < 4 ? GEMM_ROWS : 4,
  SPARSE_A_FLOATS = 128 * 1024,  // before zeros are left out
  SPARSE_MOST_ROWS = 1024,       // of C computed beside it
};

/// The panels of A, and the memory to compute with them. Panel p holds counts[p] steps at floats + p·SPARSE_ROWS·depth.
typedef struct {
  float *floats, *b_strip, *beside;
  int32_t *places, *counts;
} sparse_memory;

/// A step's place is the offset of its first column in B's strip, if that were one vector wide.
static ptrdiff_t pack_nonzero_steps(ptrdiff_t rows, ptrdiff_t depth, factor a, bool all, float *restrict out,
                                    int32_t *restrict places) {
  pack(rows, SPARSE_ROWS, depth, a, out);
  ptrdiff_t count = 0;
  for (ptrdiff_t k = 0; k < depth; k++) {
    uint32_t bits = all, step[SPARSE_ROWS];
    __builtin_memcpy(step, out + k * SPARSE_ROWS, sizeof step);
    UNROLL for (int i = 0; i < SPARSE_ROWS; i++) bits |= step[i] << 1;  // without the signs of zeros
    __builtin_memcpy(out + count * SPARSE_ROWS, step, sizeof step);
    places[count] = (int32_t)(k * LANES);
    count += bits != 0;
  }
  return count;
}

INLINE void sparse_tile(const int vectors, ptrdiff_t count, const float *restrict a, const int32_t *restrict places,
                        const float *restrict b, float *restrict c, ptrdiff_t c_row, bool add) {
  V sum[SPARSE_ROWS][MOST_VECTORS];
  UNROLL for (int i = 0; i < SPARSE_ROWS; i++) UNROLL for (int j = 0; j < vectors; j++) sum[i][j] = (V)0.0f;
  _Pragma("clang loop unroll_count(4)") ALIGNED_LOOP for (ptrdiff_t k = 0; k < count; k++) {
    const float *const b_step = b + (ptrdiff_t)places[k] * vectors;
    V b_vector[MOST_VECTORS];
    UNROLL for (int j = 0; j < vectors; j++) b_vector[j] = load(b_step + j * LANES);
    UNROLL for (int i = 0; i < SPARSE_ROWS; i++) {
      const V a_element = (V)a[k * SPARSE_ROWS + i];
      UNROLL for (int j = 0; j < vectors; j++) sum[i][j] = MULTIPLY_ADD(a_element, b_vector[j], sum[i][j]);
    }
  }
  UNROLL for (int i = 0; i < SPARSE_ROWS; i++) UNROLL for (int j = 0; j < vectors; j++) {
    float *element = c + i * c_row + j * LANES;
    store(element, sum[i][j] + (add ? load(element) : (V)0.0f));
  }
}

_Static_assert(GEMM_VECTORS == 1 || GEMM_VECTORS == 3, "sparse_tiles has an arm for each number of vectors");

static void sparse_tiles(ptrdiff_t vectors, ptrdiff_t count, const float *a, const int32_t *places, const float *b,
                         float *c, ptrdiff_t c_row, bool add) {
  switch (vectors) {
    case 1: sparse_tile(1, count, a, places, b, c, c_row, add); break;
#if GEMM_VECTORS > 1
    case 2: sparse_tile(2, count, a, places, b, c, c_row, add); break;
    case 3: sparse_tile(3, count, a, places, b, c, c_row, add); break;
#endif
  }
}

INLINE bool is_finite(ptrdiff_t count, const float *x) {
  V zeros = (V)0.0f;
  for (ptrdiff_t i = 0; i < count; i += LANES) zeros += load(x + i) - load(x + i);
  return sum_of_lanes(zeros) == 0;
}

/// Before a transposed strip is copied to C: fetches a share of C's next lines, each of which has LANES rows of the strip.
INLINE void fetch_transposed_lines(gemm_result c, ptrdiff_t columns, ptrdiff_t row) {
  for (ptrdiff_t j = row % LANES / SPARSE_ROWS; j < columns; j += LANES / SPARSE_ROWS)
    __builtin_prefetch(c.start + row + j * c.column_step, 1, 2);
}

/// One block of k for some rows.
static void sparse_block(ptrdiff_t m, ptrdiff_t n, ptrdiff_t depth, factor a, factor b, gemm_result c,
                         strip_queue queue, sparse_memory memory) {
  if (is_nearly_done(&queue)) return;
  const ptrdiff_t panels = quotient_up(m, SPARSE_ROWS);
  const bool add = queue.block > 0;
  bool is_packed = false, takes_all = false;
  for (ptrdiff_t index; (index = next_strip(&queue)) < queue.strips; is_packed = true) {
    const strip s = strip_at(index, queue.strips, n, depth, b, panels);
    const ptrdiff_t width = s.vectors * LANES;
    const gemm_result part = result_at(c, 0, s.start);
    const bool is_beside = !has_whole_vectors(c, s.columns) || m % SPARSE_ROWS != 0;
    float *const sums = is_beside ? memory.beside : part.start;
    const ptrdiff_t row = is_beside ? width : part.row_step;
    pack(s.columns, width, depth, part_of(b, s.start, 0), memory.b_strip);
    await_strip(&queue, index);
    if (is_beside && add) copy_from_result(part, m, s.columns, width, sums);
    const bool packs_again = !takes_all && !is_finite(depth * width, memory.b_strip);
    takes_all |= packs_again;
    for (ptrdiff_t panel = 0; panel < panels; panel++) {
      const ptrdiff_t i = panel * SPARSE_ROWS;
      float *const floats = memory.floats + i * depth;
      int32_t *const places = memory.places + panel * depth;
      if (!is_packed || packs_again)
        memory.counts[panel] = (int32_t)pack_nonzero_steps(least(m - i, SPARSE_ROWS), depth, part_of(a, i, 0),
                                                           takes_all, floats, places);
      fetch_next_strip(s, panel);
      if (is_beside && part.row_step == 1) fetch_transposed_lines(part, s.columns, i);
      sparse_tiles(s.vectors, memory.counts[panel], floats, places, memory.b_strip, sums + i * row, row, add);
    }
    finish_tile(part.activation, m, s.vectors, sums, row, part.bias, part.kind);
    if (is_beside) copy_to_result(part, m, s.columns, width, sums);
    finish_strip(&queue, index);
  }
}

enum {  // the sizes of the parts of the workspace, with room for panels rounded up
  SPARSE_BESIDE = (SPARSE_MOST_ROWS + SPARSE_ROWS) * GEMM_WIDTH,
  SPARSE_PANELS = SPARSE_A_FLOATS + (1 + SPARSE_ROWS) * GEMM_DEPTH,
  SPARSE_COUNTS = SPARSE_MOST_ROWS / SPARSE_ROWS + 1,
};

/// As many parts of the rows as the workspace takes, and no more for threads' sake: they share the columns.
INLINE ptrdiff_t sparse_parts(ptrdiff_t m, ptrdiff_t depth) {
  return most(quotient_up(m, SPARSE_MOST_ROWS), quotient_up(m * depth, SPARSE_A_FLOATS));
}

static void sparse_gemm(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const float *a, ptrdiff_t a_row, ptrdiff_t a_column,
                        const float *b, ptrdiff_t b_row, ptrdiff_t b_column, float *c, ptrdiff_t c_row,
                        ptrdiff_t c_column, const float *bias, bnk_activation activation, const bnk_team *team,
                        float *workspace) {
  sparse_memory memory = {.b_strip = workspace};
  memory.beside = memory.b_strip + GEMM_DEPTH * GEMM_WIDTH;
  memory.floats = memory.beside + SPARSE_BESIDE;
  memory.places = (int32_t *)(memory.floats + SPARSE_PANELS);
  memory.counts = memory.places + SPARSE_PANELS / SPARSE_ROWS;
  const factor rows = {a, a_row, a_column}, columns = {b, b_column, b_row};
  const gemm_result c_rows = {c, c_row, c_column, bias, bias ? BIAS_BY_COLUMN : NO_BIAS, activation};
  const ptrdiff_t blocks = quotient_up(k, GEMM_DEPTH), parts = sparse_parts(m, quotient_up(k, blocks));
  for (ptrdiff_t turn = 0; turn < parts; turn++) {
    const ptrdiff_t part = part_of_turn(team, turn, parts);
    const ptrdiff_t i = part_start(m, parts, part), count = part_start(m, parts, part + 1) - i;
    for (ptrdiff_t block = 0; block < blocks; block++) {
      const ptrdiff_t k_start = part_start(k, blocks, block), depth = part_start(k, blocks, block + 1) - k_start;
      sparse_block(count, n, depth, part_of(rows, i, k_start), part_of(columns, 0, k_start),
                   result_of_block(result_at(c_rows, i, 0), block, blocks),
                   queue_of(team, part, blocks, block, strips_of(n)), memory);
    }
  }
}

static ptrdiff_t sparse_gemm_progress(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, ptrdiff_t threads) {
  const ptrdiff_t blocks = quotient_up(k, GEMM_DEPTH);
  return shared_progress(sparse_parts(m, quotient_up(k, blocks)), blocks, strips_of(n), threads);
}

static ptrdiff_t sparse_gemm_workspace(void) {
  return GEMM_DEPTH * GEMM_WIDTH + SPARSE_BESIDE + SPARSE_PANELS + SPARSE_PANELS / SPARSE_ROWS + SPARSE_COUNTS;
}

/// The zeros of a matrix, of either sign.
static ptrdiff_t count_zeros(ptrdiff_t rows, ptrdiff_t columns, const float *x, ptrdiff_t stride) {
  ptrdiff_t total = 0;
  for (ptrdiff_t i = 0; i < rows; i++, x += stride) {
    I zeros = (I)0;
    for (ptrdiff_t j = 0; j < columns; j += LANES) zeros -= (load(x + j) == 0.0f) & first_lanes(columns - j);
    total += __builtin_reduce_add(zeros);
  }
  return total;
}
