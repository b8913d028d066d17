// Matrix product for an A that consists mostly of zeros, like the pixels of drawn digits.
//
// A zero of A adds nothing to a sum. So A is packed in panels of few rows that hold only those steps of k at which at
// least one row is not zero, with a list of the positions of these steps in B's strip. Of MNIST's pixels, 39 % are kept
// in panels of four samples (y = x·Wᵀ) and 28 % in panels of four neighbouring pixels (dWᵀ = xᵀ·dy). With fewer rows,
// more steps would be zero in all rows; but four times sixteen sums are just enough to keep two multiply-add units
// busy. For dWᵀ, C is stored by columns: then each strip is computed in scratch memory and copied to C.
//
// The blocks of k, the strips of B and the order of each sum are the same as in gemm.h. So the results have the same
// bits, except that no sum is −0, since the sign of a zero sum would depend on the skipped zeros. If a strip of B holds
// infinities or NaN, whose product with zero is NaN, all steps are packed.

enum {
  SPARSE_ROWS = GEMM_ROWS < 4 ? GEMM_ROWS : 4,
  SPARSE_A_FLOATS = 128 * 1024,  // maximum size of the part of A that is packed at a time, zeros included
  SPARSE_MAX_ROWS = 1024,        // maximum number of rows of C in scratch memory
};

/// The packed panels of A and other memory. Panel p holds counts[p] steps, at floats + p·SPARSE_ROWS·depth. Their
/// offsets in B's strip are at offsets + p·depth. `scratch` holds a strip of C.
typedef struct {
  float *floats, *b_strip, *scratch;
  int32_t *offsets, *counts;
} sparse_memory;

/// Packs a panel of A without the steps at which all rows are zero, or with `all`, all steps. Returns the number of
/// packed steps. offsets[i] is the offset of packed step i in a strip of B that is one vector wide.
static ptrdiff_t pack_nonzero_steps(ptrdiff_t rows, ptrdiff_t depth, factor a, bool all, float *restrict out,
                                    int32_t *restrict offsets) {
  pack(rows, SPARSE_ROWS, depth, a, out);
  ptrdiff_t count = 0;
  for (ptrdiff_t k = 0; k < depth; k++) {
    uint32_t bits = all, step[SPARSE_ROWS];
    __builtin_memcpy(step, out + k * SPARSE_ROWS, sizeof step);
    UNROLL for (int i = 0; i < SPARSE_ROWS; i++) bits |= step[i] << 1;  // shifted, so that −0 counts as zero
    __builtin_memcpy(out + count * SPARSE_ROWS, step, sizeof step);
    offsets[count] = (int32_t)(k * LANES);
    count += bits != 0;
  }
  return count;
}

/// Computes a tile from a panel with `count` packed steps; see gemm_tile.
INLINE void sparse_tile(const int vectors, ptrdiff_t count, const float *restrict a, const int32_t *restrict offsets,
                        const float *restrict b, float *restrict c, ptrdiff_t c_row, bool add) {
  V sum[SPARSE_ROWS][MAX_VECTORS];
  UNROLL for (int i = 0; i < SPARSE_ROWS; i++) UNROLL for (int j = 0; j < vectors; j++) sum[i][j] = (V)0.0f;
  _Pragma("clang loop unroll_count(4)") ALIGNED_LOOP for (ptrdiff_t k = 0; k < count; k++) {
    const float *const b_step = b + (ptrdiff_t)offsets[k] * vectors;
    V b_vector[MAX_VECTORS];
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

_Static_assert(GEMM_VECTORS == 1 || GEMM_VECTORS == 3, "sparse_tiles has a case for each number of vectors");

static void sparse_tiles(ptrdiff_t vectors, ptrdiff_t count, const float *a, const int32_t *offsets, const float *b,
                         float *c, ptrdiff_t c_row, bool add) {
  switch (vectors) {
    case 1: sparse_tile(1, count, a, offsets, b, c, c_row, add); break;
#if GEMM_VECTORS > 1
    case 2: sparse_tile(2, count, a, offsets, b, c, c_row, add); break;
    case 3: sparse_tile(3, count, a, offsets, b, c, c_row, add); break;
#endif
  }
}

/// Whether all floats are finite: x − x is 0 for finite x, and NaN for the others.
INLINE bool is_finite(ptrdiff_t count, const float *x) {
  V zeros = (V)0.0f;
  for (ptrdiff_t i = 0; i < count; i += LANES) zeros += load(x + i) - load(x + i);
  return sum_of_lanes(zeros) == 0;
}

/// Prefetches a share of the lines of C to which a strip will be copied, for a C that is stored by columns. A line has
/// LANES rows of the strip.
INLINE void fetch_transposed_lines(gemm_result c, ptrdiff_t columns, ptrdiff_t row) {
  for (ptrdiff_t j = row % LANES / SPARSE_ROWS; j < columns; j += LANES / SPARSE_ROWS)
    __builtin_prefetch(c.start + row + j * c.column_step, 1, 2);
}

/// Computes one block of k for some rows of C.
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
    const bool uses_scratch = !has_whole_vectors(c, s.columns) || m % SPARSE_ROWS != 0;
    float *const sums = uses_scratch ? memory.scratch : part.start;
    const ptrdiff_t row = uses_scratch ? width : part.row_step;
    pack(s.columns, width, depth, part_of(b, s.start, 0), memory.b_strip);
    await_strip(&queue, index);
    if (uses_scratch && add) copy_from_result(part, m, s.columns, width, sums);
    const bool packs_again = !takes_all && !is_finite(depth * width, memory.b_strip);
    takes_all |= packs_again;
    for (ptrdiff_t panel = 0; panel < panels; panel++) {
      const ptrdiff_t i = panel * SPARSE_ROWS;
      float *const floats = memory.floats + i * depth;
      int32_t *const offsets = memory.offsets + panel * depth;
      if (!is_packed || packs_again)
        memory.counts[panel] = (int32_t)pack_nonzero_steps(minimum(m - i, SPARSE_ROWS), depth, part_of(a, i, 0),
                                                           takes_all, floats, offsets);
      fetch_next_strip(s, panel);
      if (uses_scratch && part.row_step == 1) fetch_transposed_lines(part, s.columns, i);
      sparse_tiles(s.vectors, memory.counts[panel], floats, offsets, memory.b_strip, sums + i * row, row, add);
    }
    finish_tile(part.activation, m, s.vectors, sums, row, part.bias, part.kind);
    if (uses_scratch) copy_to_result(part, m, s.columns, width, sums);
    finish_strip(&queue, index);
  }
}

// The sizes of the parts of the workspace, in elements. Numbers of panels are rounded up.
enum {
  SPARSE_SCRATCH = (SPARSE_MAX_ROWS + SPARSE_ROWS) * GEMM_WIDTH,
  SPARSE_PANELS = SPARSE_A_FLOATS + (1 + SPARSE_ROWS) * GEMM_DEPTH,
  SPARSE_COUNTS = SPARSE_MAX_ROWS / SPARSE_ROWS + 1,
};

/// Number of parts into which the rows are divided, so that each part fits into the workspace. The number of threads
/// does not matter: they share the columns.
INLINE ptrdiff_t sparse_parts(ptrdiff_t m, ptrdiff_t depth) {
  return maximum(quotient_up(m, SPARSE_MAX_ROWS), quotient_up(m * depth, SPARSE_A_FLOATS));
}

static void sparse_gemm(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const float *a, ptrdiff_t a_row, ptrdiff_t a_column,
                        const float *b, ptrdiff_t b_row, ptrdiff_t b_column, float *c, ptrdiff_t c_row,
                        ptrdiff_t c_column, const float *bias, bnk_activation activation, const bnk_team *team,
                        float *workspace) {
  sparse_memory memory = {.b_strip = workspace};
  memory.scratch = memory.b_strip + GEMM_DEPTH * GEMM_WIDTH;
  memory.floats = memory.scratch + SPARSE_SCRATCH;
  memory.offsets = (int32_t *)(memory.floats + SPARSE_PANELS);
  memory.counts = memory.offsets + SPARSE_PANELS / SPARSE_ROWS;
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
  return GEMM_DEPTH * GEMM_WIDTH + SPARSE_SCRATCH + SPARSE_PANELS + SPARSE_PANELS / SPARSE_ROWS + SPARSE_COUNTS;
}

static ptrdiff_t count_zeros(ptrdiff_t rows, ptrdiff_t columns, const float *x, ptrdiff_t stride) {
  ptrdiff_t total = 0;
  for (ptrdiff_t i = 0; i < rows; i++, x += stride) {
    I zeros = (I)0;
    for (ptrdiff_t j = 0; j < columns; j += LANES) zeros -= (load(x + j) == 0.0f) & first_lanes(columns - j);
    total += __builtin_reduce_add(zeros);
  }
  return total;
}
