// Products with at most MAX_VECTORS vectors of columns, and with so few steps of k that B fits into the first-level
// cache. These are small layers: packing A and calling a function for each tile would take longer than the arithmetic.
// So A is read without packing, and B too if it consists of whole vectors.

enum {
  NARROW_B_FLOATS = 6 * 1024,
  NARROW_ROWS = 64,  // rows that are computed at a time in scratch memory if C has no room for whole vectors
  NARROW_FLOATS = NARROW_B_FLOATS + NARROW_ROWS * MAX_VECTORS * LANES,
};

/// Number of rows of a tile that is `vectors` vectors wide.
#define NARROW_TILE(vectors) \
  (NARROW_SUMS < (vectors) ? 1 : NARROW_SUMS / (vectors) > MAX_ROWS ? MAX_ROWS : NARROW_SUMS / (vectors))

INLINE bool is_narrow(ptrdiff_t n, ptrdiff_t depth) {
  return n <= MAX_VECTORS * LANES && depth * round_up(n, LANES) <= NARROW_B_FLOATS;
}

/// Computes as many tiles of `rows` rows as fit into the rows i..<m. Returns the first row after them.
INLINE ptrdiff_t narrow_tiles(const int rows, const int vectors, ptrdiff_t i, ptrdiff_t m, ptrdiff_t depth, factor a,
                              factor b, float *c, ptrdiff_t c_row, bool add) {
  for (; i + rows <= m; i += rows)
    gemm_tile(rows, vectors, depth, a.start + i * a.lane_step, a.lane_step, a.k_step, b.start, b.k_step, c + i * c_row,
              c_row, add);
  return i;
}

/// Computes all rows. The rows that remain after the large tiles are computed in smaller tiles where possible, since a
/// single row has too few independent sums to keep the arithmetic units busy.
INLINE void narrow_columns(const int rows, const int vectors, ptrdiff_t m, ptrdiff_t depth, factor a, factor b,
                           float *c, ptrdiff_t c_row, bool add) {
  ptrdiff_t i = narrow_tiles(rows, vectors, 0, m, depth, a, b, c, c_row, add);
  if (rows > 4) i = narrow_tiles(4, vectors, i, m, depth, a, b, c, c_row, add);
  if (rows > 2) i = narrow_tiles(2, vectors, i, m, depth, a, b, c, c_row, add);
  narrow_tiles(1, vectors, i, m, depth, a, b, c, c_row, add);
}

_Static_assert(MAX_VECTORS == 4, "narrow_rows has a case for each number of vectors");

static void narrow_rows(ptrdiff_t m, ptrdiff_t vectors, ptrdiff_t depth, factor a, factor b, float *c, ptrdiff_t c_row,
                        bool add) {
  switch (vectors) {
    case 1: narrow_columns(NARROW_TILE(1), 1, m, depth, a, b, c, c_row, add); break;
    case 2: narrow_columns(NARROW_TILE(2), 2, m, depth, a, b, c, c_row, add); break;
    case 3: narrow_columns(NARROW_TILE(3), 3, m, depth, a, b, c, c_row, add); break;
    case 4: narrow_columns(NARROW_TILE(4), 4, m, depth, a, b, c, c_row, add); break;
  }
}

/// Computes one block of k; see gemm_block.
static void narrow_block(ptrdiff_t m, ptrdiff_t n, ptrdiff_t depth, factor a, factor b, gemm_result c, bool add,
                         float *workspace) {
  const ptrdiff_t vectors = quotient_up(n, LANES), width = vectors * LANES;
  float *const tile = workspace + NARROW_B_FLOATS;
  if (b.lane_step != 1 || n != width) {
    pack(n, width, depth, b, workspace);
    b = (factor){workspace, 1, width};
  }
  if (has_whole_vectors(c, n)) {
    narrow_rows(m, vectors, depth, a, b, c.start, c.row_step, add);
    finish_tile(c.activation, m, vectors, c.start, c.row_step, c.bias, c.kind);
    return;
  }
  for (ptrdiff_t i = 0; i < m; i += NARROW_ROWS) {
    const ptrdiff_t rows = minimum(m - i, NARROW_ROWS);
    const gemm_result part = result_at(c, i, 0);
    if (add) copy_from_result(part, rows, n, width, tile);
    narrow_rows(rows, vectors, depth, part_of(a, i, 0), b, tile, width, add);
    finish_tile(part.activation, rows, vectors, tile, width, part.bias, part.kind);
    copy_to_result(part, rows, n, width, tile);
  }
}
