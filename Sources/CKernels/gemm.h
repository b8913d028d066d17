// Matrix product C[m,n] = activation(A[m,k]·B[k,n] + bias), either factor stored either way round.
//
// Blocking: k is split into equal blocks of at most GEMM_DEPTH; their sums are added to C in order. Within a block, B
// is packed one strip (the tile's width) at a time, right before all tiles of the strip use it from the first-level
// cache. A is packed once for many strips, in panels of a tile's rows, at most GEMM_A_FLOATS of them at a time so that
// they stay in the second-level cache; with few strips it is read where it stands. Tiles and strips are balanced: 128
// rows make 22 panels of 5 or 6 rows, rather than 21 of 6 and one of 2.

enum {
  GEMM_DEPTH = 320,
  GEMM_WIDTH = GEMM_VECTORS * LANES,
  GEMM_A_FLOATS = 64 * 1024,
  GEMM_PACK_A_FROM = 128,    // columns of C from which on packing A pays
  GEMM_SWAP_UP_TO = 4,       // columns of C up to which Cᵀ = Bᵀ·Aᵀ is computed: its rows fill vectors, C's do not
};

/// Copies elements (lane, step) to out[step·out_step + lane], filling lanes from `lanes` up to `filled` (< lanes + 16)
/// with something; may write 16 floats beyond the last step.
INLINE void pack(ptrdiff_t lanes, ptrdiff_t filled, ptrdiff_t depth, const float *restrict source,
                 ptrdiff_t source_lane, ptrdiff_t source_step, float *restrict out, ptrdiff_t out_step) {
  if (source_lane == 1) {
    // Whole vectors where they end inside the source. What they write too far, the next step puts right.
    const ptrdiff_t end = (depth - 1) * source_step + lanes;
    const ptrdiff_t width = round_up(lanes, LANES);
    for (ptrdiff_t k = 0; k < depth; k++) {
      const float *from = source + k * source_step;
      float *to = out + k * out_step;
      if (k * source_step + width <= end)
        for (ptrdiff_t i = 0; i < width; i += LANES) store(to + i, load(from + i));
      else
        for (ptrdiff_t i = 0; i < filled; i++) to[i] = i < lanes ? from[i] : 0;
    }
  } else if (source_step == 1 && depth >= LANES && filled >= 4) {
    // Four lanes at a time, sixteen steps transposed at once; the last sixteen may overlap the ones before. From the
    // last four lanes to the first, which put right what the last ones have written too far.
    for (ptrdiff_t lane = round_up(filled, 4) - 4; lane >= 0; lane -= 4) {
      const float *row[4];
      for (int i = 0; i < 4; i++) row[i] = source + least(lane + i, lanes - 1) * source_lane;
      for (ptrdiff_t k = 0; k < depth; k = k + LANES < depth ? least(k + LANES, depth - LANES) : depth) {
        V r[4] = {load(row[0] + k), load(row[1] + k), load(row[2] + k), load(row[3] + k)};
        transpose_quads(r);
        UNROLL for (int j = 0; j < 4; j++) store_quads(out + (k + j) * out_step + lane, 4 * out_step, r[j]);
      }
    }
  } else {
    for (ptrdiff_t k = 0; k < depth; k++)
      for (ptrdiff_t i = 0; i < filled; i++)
        out[k * out_step + i] = i < lanes ? source[i * source_lane + k * source_step] : 0;
  }
}

/// A tile that C has no room for in whole vectors: computed beside it, and copied.
static void gemm_edge_tile(ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t vectors, ptrdiff_t depth, const float *a,
                           ptrdiff_t a_row, ptrdiff_t a_depth, const float *b, float *c, ptrdiff_t c_row,
                           ptrdiff_t c_column, bool add, bnk_activation activation, const float *bias,
                           bias_kind kind, float *tile) {
  const ptrdiff_t tile_row = vectors * LANES;
  if (add)
    for (ptrdiff_t i = 0; i < rows; i++)
      for (ptrdiff_t j = 0; j < tile_row; j++)
        tile[i * tile_row + j] = j < columns ? c[i * c_row + j * c_column] : 0;
  gemm_tiles[rows - 1][vectors - 1](depth, a, a_row, a_depth, b, tile, tile_row, add);
  finish_tile(activation, rows, vectors, tile, tile_row, bias, kind);
  for (ptrdiff_t i = 0; i < rows; i++)
    for (ptrdiff_t j = 0; j < columns; j++) c[i * c_row + j * c_column] = tile[i * tile_row + j];
}

/// As `gemm`, with C in any orientation; vectors run along n.
static void gemm_oriented(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const float *a, ptrdiff_t a_row, ptrdiff_t a_depth,
                          const float *b, ptrdiff_t b_depth, ptrdiff_t b_column, float *c, ptrdiff_t c_row,
                          ptrdiff_t c_column, bnk_activation activation, const float *bias, bias_kind kind,
                          float *workspace) {
  float *const b_strip = workspace;
  float *const edge_tile = b_strip + GEMM_DEPTH * GEMM_WIDTH + LANES;
  float *const a_panels = edge_tile + GEMM_ROWS * GEMM_WIDTH;
  const bool pack_a = n >= GEMM_PACK_A_FROM;
  const ptrdiff_t blocks = quotient_up(k, GEMM_DEPTH);
  const ptrdiff_t vectors = quotient_up(n, LANES), strips = quotient_up(vectors, GEMM_VECTORS);

  for (ptrdiff_t block = 0; block < blocks; block++) {
    const ptrdiff_t k_start = part_start(k, blocks, block), depth = part_start(k, blocks, block + 1) - k_start;
    const bool add = block > 0, last = block == blocks - 1;
    const ptrdiff_t chunks = pack_a ? quotient_up(m * depth, GEMM_A_FLOATS) : 1;

    for (ptrdiff_t chunk = 0; chunk < chunks; chunk++) {
      const ptrdiff_t i_start = part_start(m, chunks, chunk), height = part_start(m, chunks, chunk + 1) - i_start;
      const ptrdiff_t panels = quotient_up(height, GEMM_ROWS);
      const float *const a_chunk = a + i_start * a_row + k_start * a_depth;
      if (pack_a)
        for (ptrdiff_t panel = 0; panel < panels; panel++) {
          const ptrdiff_t i = part_start(height, panels, panel), rows = part_start(height, panels, panel + 1) - i;
          pack(rows, rows, depth, a_chunk + i * a_row, a_row, a_depth, a_panels + i * depth, rows);
        }

      for (ptrdiff_t strip = 0; strip < strips; strip++) {
        const ptrdiff_t first_vector = part_start(vectors, strips, strip);
        const ptrdiff_t strip_vectors = part_start(vectors, strips, strip + 1) - first_vector;
        const ptrdiff_t j = first_vector * LANES, width = strip_vectors * LANES, columns = least(n - j, width);
        const bool whole = c_column == 1 && (columns == width || c_row % LANES == 0);
        const float *const strip_bias = kind == BIAS_BY_COLUMN ? bias + j : bias;
        pack(columns, width, depth, b + k_start * b_depth + j * b_column, b_column, b_depth, b_strip, width);

        for (ptrdiff_t panel = 0; panel < panels; panel++) {
          const ptrdiff_t i = part_start(height, panels, panel), rows = part_start(height, panels, panel + 1) - i;
          const float *const a_panel = pack_a ? a_panels + i * depth : a_chunk + i * a_row;
          const ptrdiff_t panel_row = pack_a ? 1 : a_row, panel_depth = pack_a ? rows : a_depth;
          float *const c_tile = c + (i_start + i) * c_row + j * c_column;
          const float *const tile_bias = kind == BIAS_BY_ROW ? bias + i_start + i : strip_bias;
          const bnk_activation tile_activation = last ? activation : BNK_LINEAR;
          const bias_kind tile_kind = last ? kind : NO_BIAS;
          if (whole) {
            gemm_tiles[rows - 1][strip_vectors - 1](depth, a_panel, panel_row, panel_depth, b_strip, c_tile, c_row, add);
            finish_tile(tile_activation, rows, strip_vectors, c_tile, c_row, tile_bias, tile_kind);
          } else {
            gemm_edge_tile(rows, columns, strip_vectors, depth, a_panel, panel_row, panel_depth, b_strip, c_tile, c_row,
                           c_column, add, tile_activation, tile_bias, tile_kind, edge_tile);
          }
        }
      }
    }
  }
}

static void gemm(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const float *a, ptrdiff_t a_row, ptrdiff_t a_column,
                 const float *b, ptrdiff_t b_row, ptrdiff_t b_column, float *c, ptrdiff_t c_row, const float *bias,
                 bnk_activation activation, float *workspace) {
  if (n <= GEMM_SWAP_UP_TO && n < m)
    gemm_oriented(n, m, k, b, b_column, b_row, a, a_column, a_row, c, 1, c_row, activation, bias,
                  bias ? BIAS_BY_ROW : NO_BIAS, workspace);
  else
    gemm_oriented(m, n, k, a, a_row, a_column, b, b_row, b_column, c, c_row, 1, activation, bias,
                  bias ? BIAS_BY_COLUMN : NO_BIAS, workspace);
}

static ptrdiff_t gemm_workspace(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k) {
  const ptrdiff_t a_floats = least(most(m, n) * least(k, GEMM_DEPTH), GEMM_A_FLOATS + GEMM_DEPTH);
  return GEMM_DEPTH * GEMM_WIDTH + LANES + GEMM_ROWS * GEMM_WIDTH + round_up(a_floats + LANES, LANES);
}
