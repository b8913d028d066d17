// Matrix product C[m,n] = activation(A[m,k]·B[k,n] + bias), either factor stored either way round.
//
// Blocking: k is split into equal blocks of at most GEMM_DEPTH; their sums are added to C in order. Within a block, B
// is packed one strip (the tile's width) at a time, right before all tiles of the strip use it from the first-level
// cache (AVX-512's wider strips from the second); the next strip's source is fetched meanwhile. A is packed along with
// the first strip, in panels of a tile's rows, at most GEMM_A_FLOATS at a time so that they stay in the second-level
// cache. Tiles and strips are balanced: 128 rows make 22 panels of 5 or 6 rows, rather than 21 of 6 and one of 2. Narrow
// products go another way (gemm_narrow.h), and so do those of an A of zeros (gemm_sparse.h).

enum {
  GEMM_A_FLOATS = 64 * 1024,
  GEMM_SWAP_UP_TO = 4,  // columns of C up to which Cᵀ = Bᵀ·Aᵀ is computed: its rows fill vectors, C's do not
};

/// A tile that C has no room for in whole vectors: computed beside it, and copied.
static void gemm_edge_tile(ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t vectors, ptrdiff_t depth, const float *a,
                           const float *b, gemm_result c, bool add, float *tile) {
  if (add) copy_from_result(c, rows, columns, vectors * LANES, tile);
  gemm_tiles[rows - 1][vectors - 1](depth, a, b, tile, vectors * LANES, add);
  finish_tile(c.activation, rows, vectors, tile, vectors * LANES, c.bias, c.kind);
  copy_to_result(c, rows, columns, vectors * LANES, tile);
}

/// One block of k for some rows, with room for packed A.
static void gemm_block(ptrdiff_t m, ptrdiff_t n, ptrdiff_t depth, factor a, factor b, gemm_result c, bool add,
                       float *a_panels, float *b_strip, float *edge_tile) {
  const ptrdiff_t panels = quotient_up(m, GEMM_ROWS), smallest = m / panels, larger = m % panels;
  const ptrdiff_t strips = strips_of(n);
  for (ptrdiff_t index = 0; index < strips; index++) {
    const strip s = strip_at(index, strips, n, depth, b, panels);
    const bool whole = has_whole_vectors(c, s.columns);
    pack(s.columns, s.vectors * LANES, depth, part_of(b, s.start, 0), b_strip);
    for (ptrdiff_t panel = 0, i = 0, rows; panel < panels; panel++, i += rows) {
      rows = panel < larger ? smallest + 1 : smallest;
      if (index == 0) pack(rows, rows, depth, part_of(a, i, 0), a_panels + i * depth);
      fetch_next_strip(s, panel);
      const gemm_result tile = result_at(c, i, s.start);
      if (whole) {
        gemm_tiles[rows - 1][s.vectors - 1](depth, a_panels + i * depth, b_strip, tile.start, tile.row_step, add);
        finish_tile(tile.activation, rows, s.vectors, tile.start, tile.row_step, tile.bias, tile.kind);
      } else {
        gemm_edge_tile(rows, s.columns, s.vectors, depth, a_panels + i * depth, b_strip, tile, add, edge_tile);
      }
    }
  }
}

static void gemm_oriented(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, factor a, factor b, gemm_result c, float *workspace) {
  float *const b_strip = workspace, *const edge_tile = b_strip + GEMM_DEPTH * GEMM_WIDTH;
  float *const a_panels = edge_tile + GEMM_ROWS * GEMM_WIDTH;
  const ptrdiff_t blocks = quotient_up(k, GEMM_DEPTH);
  const bool narrow = is_narrow(n, blocks == 1 ? k : quotient_up(k, blocks));
  if (narrow && blocks == 1) {  // the smallest layers: not even a division
    narrow_block(m, n, k, a, b, c, false, workspace);
    return;
  }
  for (ptrdiff_t block = 0; block < blocks; block++) {
    const ptrdiff_t k_start = part_start(k, blocks, block), depth = part_start(k, blocks, block + 1) - k_start;
    const ptrdiff_t chunks = narrow ? 1 : quotient_up(m * depth, GEMM_A_FLOATS);
    const factor b_block = part_of(b, 0, k_start);
    gemm_result sums = c;
    if (block < blocks - 1) sums.kind = NO_BIAS, sums.activation = BNK_LINEAR;
    for (ptrdiff_t chunk = 0; chunk < chunks; chunk++) {
      const ptrdiff_t i = part_start(m, chunks, chunk), rows = part_start(m, chunks, chunk + 1) - i;
      if (narrow)
        narrow_block(rows, n, depth, part_of(a, i, k_start), b_block, result_at(sums, i, 0), block > 0, workspace);
      else
        gemm_block(rows, n, depth, part_of(a, i, k_start), b_block, result_at(sums, i, 0), block > 0, a_panels, b_strip,
                   edge_tile);
    }
  }
}

static void gemm(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const float *a, ptrdiff_t a_row, ptrdiff_t a_column,
                 const float *b, ptrdiff_t b_row, ptrdiff_t b_column, float *c, ptrdiff_t c_row, const float *bias,
                 bnk_activation activation, float *workspace) {
  const factor rows = {a, a_row, a_column}, columns = {b, b_column, b_row};
  gemm_result result = {c, c_row, 1, bias, bias ? BIAS_BY_COLUMN : NO_BIAS, activation};
  if (n <= GEMM_SWAP_UP_TO && n < m) {
    result = (gemm_result){c, 1, c_row, bias, bias ? BIAS_BY_ROW : NO_BIAS, activation};
    gemm_oriented(n, m, k, columns, rows, result, workspace);
  } else {
    gemm_oriented(m, n, k, rows, columns, result, workspace);
  }
}

static ptrdiff_t gemm_workspace(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k) {
  const ptrdiff_t a_floats = least(most(m, n) * least(k, GEMM_DEPTH), GEMM_A_FLOATS + GEMM_DEPTH);
  return most(GEMM_DEPTH * GEMM_WIDTH + GEMM_ROWS * GEMM_WIDTH + round_up(a_floats, LANES), NARROW_FLOATS) + LANES;
}
