// Matrix product C[m,n] = activation(A[m,k]·B[k,n] + bias), either factor stored either way round.
//
// Blocking: k is split into equal blocks of at most GEMM_DEPTH; their sums are added to C in order. Within a block, B
// is packed one strip (the tile's width) at a time, right before all tiles of the strip use it from the first-level
// cache; the next strip's source is fetched meanwhile. A is packed once for many strips, in panels of a tile's rows, at
// most GEMM_A_FLOATS at a time so that they stay in the second-level cache; with few strips it is read where it stands.
// Tiles and strips are balanced: 128 rows make 22 panels of 5 or 6 rows, rather than 21 of 6 and one of 2.

enum {
  GEMM_DEPTH = 320,
  GEMM_WIDTH = GEMM_VECTORS * LANES,
  GEMM_A_FLOATS = 64 * 1024,
  GEMM_PACK_A_FROM = 128,  // columns of C from which on packing A pays
  GEMM_SWAP_UP_TO = 4,     // columns of C up to which Cᵀ = Bᵀ·Aᵀ is computed: its rows fill vectors, C's do not
};

/// C in either orientation, and what happens to a finished sum.
typedef struct {
  float *start;
  ptrdiff_t row_step, column_step;
  const float *bias;
  bias_kind kind;
  bnk_activation activation;
} gemm_result;

INLINE gemm_result result_at(gemm_result c, ptrdiff_t i, ptrdiff_t j) {
  c.start += i * c.row_step + j * c.column_step;
  if (c.kind != NO_BIAS) c.bias += c.kind == BIAS_BY_ROW ? i : j;
  return c;
}

/// A tile that C has no room for in whole vectors: computed beside it, and copied.
static void gemm_edge_tile(ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t vectors, ptrdiff_t depth, factor a,
                           gemm_tile_function compute, const float *b, gemm_result c, bool add, float *tile) {
  const ptrdiff_t width = vectors * LANES;
  for (ptrdiff_t i = 0; i < rows && add; i++)
    for (ptrdiff_t j = 0; j < width; j++)
      tile[i * width + j] = j < columns ? c.start[i * c.row_step + j * c.column_step] : 0;
  compute(depth, a.start, a.lane_step, a.k_step, b, tile, width, add);
  finish_tile(c.activation, rows, vectors, tile, width, c.bias, c.kind);
  for (ptrdiff_t i = 0; i < rows; i++)
    for (ptrdiff_t j = 0; j < columns; j++) c.start[i * c.row_step + j * c.column_step] = tile[i * width + j];
}

/// One block of k for some rows: adds to C, or overwrites it. `packed` has room for A, or is null where A is not packed.
static void gemm_block(ptrdiff_t m, ptrdiff_t n, ptrdiff_t depth, factor a, factor b, gemm_result c, bool add,
                       float *packed, float *b_strip, float *edge_tile) {
  const ptrdiff_t panels = quotient_up(m, GEMM_ROWS), smallest = m / panels, larger = m % panels;
  const ptrdiff_t vectors = quotient_up(n, LANES), strips = quotient_up(vectors, GEMM_VECTORS);
  for (ptrdiff_t strip = 0; strip < strips; strip++) {
    const ptrdiff_t first = part_start(vectors, strips, strip), after = part_start(vectors, strips, strip + 1);
    const ptrdiff_t j = first * LANES, width = (after - first) * LANES, columns = least(n - j, width);
    const bool whole = c.column_step == 1 && (columns == width || c.row_step % LANES == 0);
    const ptrdiff_t next_columns = least(n - j - columns, width);  // of the next strip, fetched a share for each panel
    const ptrdiff_t next_lines = next_columns <= 0 ? 0 : b.lane_step == 1 ? depth : next_columns;
    const ptrdiff_t share = quotient_up(next_lines, panels);
    pack(columns, width, depth, part_of(b, j, 0), b_strip);
    for (ptrdiff_t panel = 0, i = 0, rows; panel < panels; panel++, i += rows) {
      rows = panel < larger ? smallest + 1 : smallest;
      factor a_panel = part_of(a, i, 0);
      if (packed) {
        if (strip == 0) pack(rows, rows, depth, a_panel, packed + i * depth);
        a_panel = (factor){packed + i * depth, 1, rows};
      }
      prefetch_lines(next_columns, depth, part_of(b, j + width, 0), panel * share, least((panel + 1) * share, next_lines));
      const gemm_result tile = result_at(c, i, j);
      const gemm_tile_function compute = gemm_tiles[packed != 0][rows - 1][after - first - 1];
      if (whole) {
        compute(depth, a_panel.start, a_panel.lane_step, a_panel.k_step, b_strip, tile.start, tile.row_step, add);
        finish_tile(tile.activation, rows, after - first, tile.start, tile.row_step, tile.bias, tile.kind);
      } else {
        gemm_edge_tile(rows, columns, after - first, depth, a_panel, compute, b_strip, tile, add, edge_tile);
      }
    }
  }
}

static void gemm_oriented(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, factor a, factor b, gemm_result c, float *workspace) {
  float *const b_strip = workspace, *const edge_tile = b_strip + GEMM_DEPTH * GEMM_WIDTH;
  float *const packed = n >= GEMM_PACK_A_FROM ? edge_tile + GEMM_ROWS * GEMM_WIDTH : 0;
  const ptrdiff_t blocks = quotient_up(k, GEMM_DEPTH);
  for (ptrdiff_t block = 0; block < blocks; block++) {
    const ptrdiff_t k_start = part_start(k, blocks, block), depth = part_start(k, blocks, block + 1) - k_start;
    const ptrdiff_t chunks = packed ? quotient_up(m * depth, GEMM_A_FLOATS) : 1;
    gemm_result sums = c;
    if (block < blocks - 1) sums.kind = NO_BIAS, sums.activation = BNK_LINEAR;
    for (ptrdiff_t chunk = 0; chunk < chunks; chunk++) {
      const ptrdiff_t i = part_start(m, chunks, chunk), rows = part_start(m, chunks, chunk + 1) - i;
      gemm_block(rows, n, depth, part_of(a, i, k_start), part_of(b, 0, k_start), result_at(sums, i, 0), block > 0,
                 packed, b_strip, edge_tile);
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
  return GEMM_DEPTH * GEMM_WIDTH + GEMM_ROWS * GEMM_WIDTH + round_up(a_floats, LANES) + LANES;
}
