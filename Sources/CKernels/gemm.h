// Matrix product C[m,n] = activation(A[m,k]·B[k,n] + bias). Each factor may be stored by rows or by columns.
//
// Order of the work: k is divided into nearly equal blocks of at most GEMM_DEPTH steps; the sums of the blocks are
// added to C in order. Within a block, B is packed one strip at a time (a strip is as wide as a tile), right before all
// tiles of the strip read it from the first-level cache (or from the second, for the wider strips of AVX-512).
// Meanwhile the source of the next strip is prefetched. A is packed while the first strip is computed, in panels of as
// many rows as a tile has. At most GEMM_A_FLOATS floats of A are packed at a time, so that they stay in the
// second-level cache. Panels and strips have nearly equal sizes: 128 rows become 22 panels of 5 or 6 rows, not 21 of 6
// and one of 2. gemm_narrow.h computes products with few columns, gemm_sparse.h those whose A is mostly zeros. In a
// team, the threads share the strips (gemm_team.h).

enum {
  GEMM_A_FLOATS = 64 * 1024,
  // If C has at most this number of columns, Cᵀ = Bᵀ·Aᵀ is computed instead: the rows of Cᵀ fill vectors, those of C do
  // not.
  GEMM_SWAP_UP_TO = 4,
};

/// Computes a tile at the edge of C, where whole vectors do not fit. The tile is computed in the scratch memory `tile`
/// and then copied to C.
static void gemm_edge_tile(ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t vectors, ptrdiff_t depth, const float *a,
                           const float *b, gemm_result c, bool add, float *tile) {
  if (add) copy_from_result(c, rows, columns, vectors * LANES, tile);
  gemm_tiles[rows - 1][vectors - 1](depth, a, b, tile, vectors * LANES, add);
  finish_tile(c.activation, rows, vectors, tile, vectors * LANES, c.bias, c.kind);
  copy_to_result(c, rows, columns, vectors * LANES, tile);
}

/// The rows of A in one block of k, divided into panels.
typedef struct {
  ptrdiff_t count;     // number of panels
  ptrdiff_t smallest;  // rows of the smallest panel
  ptrdiff_t larger;    // the first `larger` panels have one row more
  ptrdiff_t depth;     // steps of k
  float *floats;       // memory for the packed panels
  bool are_packed;
} gemm_panels;

/// Computes all tiles of a packed strip, and packs the panels of A if they are not packed yet. Not inlined, so that the
/// short loop over the tiles has all registers for itself.
static __attribute__((noinline)) void gemm_strip(gemm_panels panels, factor a, strip s, const float *b_strip,
                                                 gemm_result c, bool add, float *edge_tile) {
  const bool whole = has_whole_vectors(c, s.columns);
  for (ptrdiff_t panel = 0, i = 0, rows; panel < panels.count; panel++, i += rows) {
    rows = panel < panels.larger ? panels.smallest + 1 : panels.smallest;
    float *const floats = panels.floats + i * panels.depth;
    if (!panels.are_packed) pack(rows, rows, panels.depth, part_of(a, i, 0), floats);
    fetch_next_strip(s, panel);
    const gemm_result tile = result_at(c, i, 0);
    if (whole) {
      gemm_tiles[rows - 1][s.vectors - 1](panels.depth, floats, b_strip, tile.start, tile.row_step, add);
      finish_tile(tile.activation, rows, s.vectors, tile.start, tile.row_step, tile.bias, tile.kind);
    } else {
      gemm_edge_tile(rows, s.columns, s.vectors, panels.depth, floats, b_strip, tile, add, edge_tile);
    }
  }
}

/// Computes one block of k for some rows of C. a_panels has room for the packed rows of A.
static void gemm_block(ptrdiff_t m, ptrdiff_t n, ptrdiff_t depth, factor a, factor b, gemm_result c, strip_queue queue,
                       float *a_panels, float *b_strip, float *edge_tile) {
  if (is_nearly_done(&queue)) return;
  const ptrdiff_t count = quotient_up(m, GEMM_ROWS);
  gemm_panels panels = {count, m / count, m % count, depth, a_panels, false};
  for (ptrdiff_t index; (index = next_strip(&queue)) < queue.strips; panels.are_packed = true) {
    const strip s = strip_at(index, queue.strips, n, depth, b, count);
    pack(s.columns, s.vectors * LANES, depth, part_of(b, s.start, 0), b_strip);
    await_strip(&queue, index);
    gemm_strip(panels, a, s, b_strip, result_at(c, 0, s.start), queue.block > 0, edge_tile);
    finish_strip(&queue, index);
  }
}

/// The product, for factors and a result that are stored in any way.
static void gemm_oriented(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, factor a, factor b, gemm_result c,
                          const bnk_team *team, float *workspace) {
  float *const b_strip = workspace, *const edge_tile = b_strip + GEMM_DEPTH * GEMM_WIDTH;
  float *const a_panels = edge_tile + GEMM_ROWS * GEMM_WIDTH;
  if (m == 0) return;
  const ptrdiff_t blocks = quotient_up(k, GEMM_DEPTH), depth = blocks == 1 ? k : quotient_up(k, blocks);
  const bool narrow = is_narrow(n, depth);
  if (narrow && blocks == 1) {  // a short cut for the smallest layers, without a single division
    narrow_block(m, n, k, a, b, c, false, workspace);
    return;
  }
  const ptrdiff_t parts = narrow ? 1 : row_parts(m, n, depth, team ? team->threads : 1, GEMM_A_FLOATS);
  for (ptrdiff_t turn = 0; turn < parts; turn++) {
    const ptrdiff_t part = part_of_turn(team, turn, parts);
    const ptrdiff_t i = part_start(m, parts, part), rows = part_start(m, parts, part + 1) - i;
    for (ptrdiff_t block = 0; block < blocks; block++) {
      const ptrdiff_t k_start = part_start(k, blocks, block), steps = part_start(k, blocks, block + 1) - k_start;
      const factor a_block = part_of(a, i, k_start), b_block = part_of(b, 0, k_start);
      const gemm_result sums = result_of_block(result_at(c, i, 0), block, blocks);
      if (narrow)
        narrow_block(rows, n, steps, a_block, b_block, sums, block > 0, workspace);
      else
        gemm_block(rows, n, steps, a_block, b_block, sums, queue_of(team, part, blocks, block, strips_of(n)), a_panels,
                   b_strip, edge_tile);
    }
  }
}

/// Whether Cᵀ is computed instead of C.
INLINE bool is_swapped(ptrdiff_t m, ptrdiff_t n) { return n <= GEMM_SWAP_UP_TO && n < m; }

static void gemm(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const float *a, ptrdiff_t a_row, ptrdiff_t a_column,
                 const float *b, ptrdiff_t b_row, ptrdiff_t b_column, float *c, ptrdiff_t c_row, const float *bias,
                 bnk_activation activation, const bnk_team *team, float *workspace) {
  const factor rows = {a, a_row, a_column}, columns = {b, b_column, b_row};
  gemm_result result = {c, c_row, 1, bias, bias ? BIAS_BY_COLUMN : NO_BIAS, activation};
  if (is_swapped(m, n)) {
    result = (gemm_result){c, 1, c_row, bias, bias ? BIAS_BY_ROW : NO_BIAS, activation};
    gemm_oriented(n, m, k, columns, rows, result, team, workspace);
  } else {
    gemm_oriented(m, n, k, rows, columns, result, team, workspace);
  }
}

static ptrdiff_t gemm_progress(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, ptrdiff_t threads) {
  if (is_swapped(m, n)) return 0;
  const ptrdiff_t blocks = quotient_up(k, GEMM_DEPTH), depth = quotient_up(k, blocks);
  if (is_narrow(n, depth)) return 0;
  return shared_progress(row_parts(m, n, depth, threads, GEMM_A_FLOATS), blocks, strips_of(n), threads);
}

static ptrdiff_t gemm_workspace(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k) {
  const ptrdiff_t a_floats = minimum(maximum(m, n) * minimum(k, GEMM_DEPTH), GEMM_A_FLOATS + GEMM_DEPTH);
  return maximum(GEMM_DEPTH * GEMM_WIDTH + GEMM_ROWS * GEMM_WIDTH + round_up(a_floats, LANES), NARROW_FLOATS) + LANES;
}
