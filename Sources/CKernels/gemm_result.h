// C of a product in either orientation, and what happens to its finished sums.

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

/// C in one block of k: bias and activation come with the last.
INLINE gemm_result result_of_block(gemm_result c, ptrdiff_t block, ptrdiff_t blocks) {
  if (block < blocks - 1) c.kind = NO_BIAS, c.activation = BNK_LINEAR;
  return c;
}

/// Whether `columns` columns may be written in whole vectors: they fill them, or pad columns follow.
INLINE bool has_whole_vectors(gemm_result c, ptrdiff_t columns) {
  return c.column_step == 1 && (columns % LANES == 0 || c.row_step % LANES == 0);
}

/// Where C has no room for whole vectors, its sums are computed in rows of `width` floats beside it.
static void copy_from_result(gemm_result c, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t width, float *beside) {
  for (ptrdiff_t i = 0; i < rows; i++)
    for (ptrdiff_t j = 0; j < width; j++)
      beside[i * width + j] = j < columns ? c.start[i * c.row_step + j * c.column_step] : 0;
}

/// Eight rows × eight columns at a time where C is stored transposed.
static void copy_to_result(gemm_result c, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t width, const float *beside) {
  const ptrdiff_t whole_rows = c.row_step == 1 ? rows / 8 * 8 : 0, whole_columns = columns / 8 * 8;
  for (ptrdiff_t i = 0; i < whole_rows; i += 8) {
    const float *row[8];
    for (ptrdiff_t p = 0; p < 8; p++) row[p] = beside + (i + p) * width;
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
      c.start[i * c.row_step + j * c.column_step] = beside[i * width + j];
}
