// The result C of a product, stored by rows or by columns, and what is applied to its sums at the end.

/// C or a part of it. The steps are the distances between neighbouring rows and columns, in floats.
typedef struct {
  float *start;
  ptrdiff_t row_step, column_step;
  const float *bias;
  bias_kind kind;
  bnk_activation activation;
} gemm_result;

/// The part of C that begins at row i and column j.
INLINE gemm_result result_at(gemm_result c, ptrdiff_t i, ptrdiff_t j) {
  c.start += i * c.row_step + j * c.column_step;
  if (c.kind != NO_BIAS) c.bias += c.kind == BIAS_BY_ROW ? i : j;
  return c;
}

/// C as one block of k sees it: only the last block applies the bias and the activation.
INLINE gemm_result result_of_block(gemm_result c, ptrdiff_t block, ptrdiff_t blocks) {
  if (block < blocks - 1) c.kind = NO_BIAS, c.activation = BNK_LINEAR;
  return c;
}

/// Whether `columns` columns may be written in whole vectors: they fill the vectors, or pad columns follow.
INLINE bool has_whole_vectors(gemm_result c, ptrdiff_t columns) {
  return c.column_step == 1 && (columns % LANES == 0 || c.row_step % LANES == 0);
}

/// Copies C's sums to scratch memory, in rows of `width` floats. Sums are computed there if C has no room for whole
/// vectors.
static void copy_from_result(gemm_result c, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t width, float *scratch) {
  for (ptrdiff_t i = 0; i < rows; i++)
    for (ptrdiff_t j = 0; j < width; j++)
      scratch[i * width + j] = j < columns ? c.start[i * c.row_step + j * c.column_step] : 0;
}

/// Copies sums from scratch memory to C. If C is stored by columns, transposes eight rows × eight columns at a time.
static void copy_to_result(gemm_result c, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t width, const float *scratch) {
  const ptrdiff_t whole_rows = c.row_step == 1 ? rows / 8 * 8 : 0, whole_columns = columns / 8 * 8;
  for (ptrdiff_t i = 0; i < whole_rows; i += 8) {
    const float *row[8];
    for (ptrdiff_t p = 0; p < 8; p++) row[p] = scratch + (i + p) * width;
    for (ptrdiff_t j = 0; j < whole_columns; j += 8) {
      V r[4];
      load_transposed(row, j, r);
      UNROLL for (int p = 0; p < 4; p++) {
        store_half(c.start + i + (j + p) * c.column_step, r[p].lo);
        store_half(c.start + i + (j + 4 + p) * c.column_step, r[p].hi);
      }
    }
  }
  for (ptrdiff_t i = 0; i < rows; i++)
    for (ptrdiff_t j = i < whole_rows ? whole_columns : 0; j < columns; j++)
      c.start[i * c.row_step + j * c.column_step] = scratch[i * width + j];
}
