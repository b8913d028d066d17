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

static void copy_to_result(gemm_result c, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t width, const float *beside) {
  for (ptrdiff_t i = 0; i < rows; i++)
    for (ptrdiff_t j = 0; j < columns; j++) c.start[i * c.row_step + j * c.column_step] = beside[i * width + j];
}
