// Batch statistics in rows layout. A column is a feature, and each column has its own lane.
//
// Each group of 32 rows is summed, then the sums of the groups are added in order. Shorter chains of additions have
// smaller rounding errors. COLUMN_VECTORS vectors of columns are summed side by side, so that enough independent
// additions run at the same time. They are also few enough that the moments' second pass finds these columns in the
// cache.

enum { ROW_GROUP = 32, COLUMN_VECTORS = 4 };

/// Sums `vectors` vectors of columns; see add_terms for the two sums. x and dy point to the first of these columns.
INLINE void sum_columns(const sum_kind kind, const int vectors, ptrdiff_t rows, const float *x, const float *dy,
                        ptrdiff_t stride, const V *mean, V *total, V *product_total) {
  UNROLL for (int j = 0; j < vectors; j++) total[j] = product_total[j] = (V)0.0f;
  for (ptrdiff_t group = 0; group < rows; group += ROW_GROUP) {
    V sum[COLUMN_VECTORS], products[COLUMN_VECTORS];
    UNROLL for (int j = 0; j < vectors; j++) sum[j] = products[j] = (V)0.0f;
    const ptrdiff_t end = minimum(group + ROW_GROUP, rows);
    for (ptrdiff_t i = group; i < end; i++)
      UNROLL for (int j = 0; j < vectors; j++)
        add_terms(kind, mean[j], x + i * stride + j * LANES, dy + i * stride + j * LANES, &sum[j], &products[j]);
    UNROLL for (int j = 0; j < vectors; j++) {
      total[j] += sum[j];
      product_total[j] += products[j];
    }
  }
}

/// Calls function(vectors, column, ...) for all columns, COLUMN_VECTORS vectors at a time. Two remaining vectors are
/// summed together, and three if `three` is true, since a single vector has too few independent additions.
#define FOR_COLUMNS(columns, three, function, ...)                                     \
  ptrdiff_t column = 0;                                                                \
  for (; column + COLUMN_VECTORS * LANES <= columns; column += COLUMN_VECTORS * LANES) \
    function(COLUMN_VECTORS, column, __VA_ARGS__);                                     \
  if ((three) && column + 3 * LANES <= columns) {                                      \
    function(3, column, __VA_ARGS__);                                                  \
    return;                                                                            \
  }                                                                                    \
  if (column + 2 * LANES <= columns) {                                                 \
    function(2, column, __VA_ARGS__);                                                  \
    column += 2 * LANES;                                                               \
  }                                                                                    \
  if (column < columns) function(1, column, __VA_ARGS__);

INLINE void sums_of_columns(const int vectors, ptrdiff_t column, ptrdiff_t rows, const float *x, ptrdiff_t stride,
                            float *sums) {
  V total[COLUMN_VECTORS], unused[COLUMN_VECTORS];
  const V zero[COLUMN_VECTORS] = {0};
  sum_columns(SUM_VALUES, vectors, rows, x + column, x, stride, zero, total, unused);
  UNROLL for (int j = 0; j < vectors; j++) store(sums + column + j * LANES, total[j]);
}

static void column_sums(ptrdiff_t rows, ptrdiff_t columns, const float *x, ptrdiff_t stride, float *sums) {
  FOR_COLUMNS(columns, true, sums_of_columns, rows, x, stride, sums)
}

INLINE void moments_of_columns(const int vectors, ptrdiff_t column, ptrdiff_t rows, const float *x, ptrdiff_t stride,
                               float *mean, float *variance) {
  V total[COLUMN_VECTORS], center[COLUMN_VECTORS] = {0}, unused[COLUMN_VECTORS];
  const V count = (V)(float)rows;
  sum_columns(SUM_VALUES, vectors, rows, x + column, x, stride, center, total, unused);
  UNROLL for (int j = 0; j < vectors; j++) center[j] = total[j] / count;
  sum_columns(SUM_SQUARED_DEVIATIONS, vectors, rows, x + column, x, stride, center, total, unused);
  UNROLL for (int j = 0; j < vectors; j++) {
    store(mean + column + j * LANES, center[j]);
    store(variance + column + j * LANES, total[j] / count);
  }
}

static void column_moments(ptrdiff_t rows, ptrdiff_t columns, const float *x, ptrdiff_t stride, float *mean,
                           float *variance) {
  FOR_COLUMNS(columns, true, moments_of_columns, rows, x, stride, mean, variance)
}

static void column_normalize(ptrdiff_t rows, ptrdiff_t columns, const float *x, ptrdiff_t stride, const float *mean,
                             const float *scale, const float *shift, float *y) {
  for (ptrdiff_t i = 0; i < rows; i++)
    for (ptrdiff_t j = 0; j < columns; j += LANES)
      store(y + i * stride + j, normalized(load(x + i * stride + j), load(mean + j), load(scale + j), load(shift + j)));
}

INLINE void gradient_sums_of_columns(const int vectors, ptrdiff_t column, ptrdiff_t rows, const float *x,
                                     const float *dy, ptrdiff_t stride, const float *mean, float *sum_dy,
                                     float *sum_dy_x) {
  V total[COLUMN_VECTORS], products[COLUMN_VECTORS], center[COLUMN_VECTORS];
  UNROLL for (int j = 0; j < vectors; j++) center[j] = load(mean + column + j * LANES);
  sum_columns(SUM_GRADIENTS, vectors, rows, x + column, dy + column, stride, center, total, products);
  UNROLL for (int j = 0; j < vectors; j++) {
    store(sum_dy + column + j * LANES, total[j]);
    store(sum_dy_x + column + j * LANES, products[j]);
  }
}

static void column_gradient_sums(ptrdiff_t rows, ptrdiff_t columns, const float *x, const float *dy, ptrdiff_t stride,
                                 const float *mean, float *sum_dy, float *sum_dy_x) {
  // There are twice as many sums here: those of three vectors would not fit into sixteen registers.
  FOR_COLUMNS(columns, false, gradient_sums_of_columns, rows, x, dy, stride, mean, sum_dy, sum_dy_x)
}

static void column_input_gradient(ptrdiff_t rows, ptrdiff_t columns, const float *x, const float *dy, ptrdiff_t stride,
                                  const float *mean, const float *scale, const float *offset, const float *slope,
                                  float *dx) {
  for (ptrdiff_t i = 0; i < rows; i++)
    for (ptrdiff_t j = 0; j < columns; j += LANES)
      store(dx + i * stride + j,
            input_gradient(load(x + i * stride + j), load(dy + i * stride + j), load(mean + j), load(scale + j),
                           load(offset + j), load(slope + j)));
}
