// Softmax and the losses, in rows layout (see CKernels.h). The columns of a row are in the lanes; its pad columns are
// masked.

/// The maximum of a row; NaN if it contains NaN.
INLINE float greatest_of_row(const float *x, ptrdiff_t columns) {
  V greatest = (V)(-__builtin_inff());
  for (ptrdiff_t j = 0; j < columns; j += LANES) {
    const V next = first_lanes(columns - j) ? load(x + j) : (V)(-__builtin_inff());
    greatest = GREATER(next, greatest);
  }
  return greatest_lane(greatest);
}

/// y = exp(x − greatest), and zero in pad columns. Returns the sum of y. y may be x.
INLINE float exponentials_of_row(const float *x, ptrdiff_t columns, float greatest, float *y) {
  V sum = (V)0.0f;
  for (ptrdiff_t j = 0; j < columns; j += LANES) {
    const V e = first_lanes(columns - j) ? exponential_of(load(x + j) - (V)greatest) : (V)0.0f;
    store(y + j, e);
    sum += e;
  }
  return sum_of_lanes(sum);
}

static void softmax(ptrdiff_t rows, ptrdiff_t columns, const float *x, ptrdiff_t stride, float *y) {
  for (ptrdiff_t i = 0; i < rows; i++, x += stride, y += stride) {
    const float sum = exponentials_of_row(x, columns, greatest_of_row(x, columns), y);
    for (ptrdiff_t j = 0; j < columns; j += LANES) store(y + j, load(y + j) / (V)sum);
  }
}

static void softmax_gradient(ptrdiff_t rows, ptrdiff_t columns, const float *y, const float *dy, ptrdiff_t stride,
                             float *dx) {
  for (ptrdiff_t i = 0; i < rows; i++, y += stride, dy += stride, dx += stride) {
    V products = (V)0.0f;
    for (ptrdiff_t j = 0; j < columns; j += LANES)
      products = first_lanes(columns - j) ? MULTIPLY_ADD(load(dy + j), load(y + j), products) : products;
    const V mean = (V)sum_of_lanes(products);
    for (ptrdiff_t j = 0; j < columns; j += LANES) store(dx + j, load(y + j) * (load(dy + j) - mean));
  }
}

/// Whether `label` is the index that NumPy's argmax returns: the first NaN, or else the first maximum.
INLINE bool is_first_greatest(const float *x, ptrdiff_t columns, ptrdiff_t label) {
  const float value = x[label];
  bool first = true;
  for (ptrdiff_t j = 0; j < label; j++) first &= value != value ? x[j] == x[j] : x[j] < value;
  for (ptrdiff_t j = label + 1; j < columns; j++) first &= value != value || x[j] <= value;
  return first;
}

static ptrdiff_t softmax_cross_entropy(ptrdiff_t rows, ptrdiff_t columns, const float *x, ptrdiff_t stride,
                                       const int32_t *labels, float gradient_scale, float *losses, float *dx) {
  ptrdiff_t right = 0;
  // Sixteen rows at a time, so that their logarithms are computed together.
  for (ptrdiff_t start = 0; start < rows; start += LANES) {
    float sums[LANES], distances[LANES], loss[LANES];
    const ptrdiff_t count = minimum(rows - start, LANES);
    for (ptrdiff_t lane = 0; lane < LANES; lane++) sums[lane] = 1, distances[lane] = 0;
    for (ptrdiff_t lane = 0; lane < count; lane++) {
      const float *const row = x + (start + lane) * stride;
      const ptrdiff_t label = labels[start + lane];
      const float greatest = greatest_of_row(row, columns);
      right += is_first_greatest(row, columns, label);
      distances[lane] = greatest - row[label];
      V sum = (V)0.0f;
      for (ptrdiff_t j = 0; j < columns; j += LANES) {
        const V e = first_lanes(columns - j) ? exponential_of(load(row + j) - (V)greatest) : (V)0.0f;
        if (dx) store(dx + (start + lane) * stride + j, e);
        sum += e;
      }
      sums[lane] = sum_of_lanes(sum);
      if (!dx) continue;
      float *const gradient = dx + (start + lane) * stride;
      const float slope = (gradient[label] / sums[lane] - 1) * gradient_scale;
      for (ptrdiff_t j = 0; j < columns; j += LANES)
        store(gradient + j, load(gradient + j) / (V)sums[lane] * (V)gradient_scale);
      gradient[label] = slope;
    }
    store(loss, logarithm_of(load(sums)) + load(distances));
    for (ptrdiff_t lane = 0; lane < count; lane++) losses[start + lane] = loss[lane];
  }
  return right;
}

/// For the label 0, let t = x; for the label 1, t = −x. Then the loss is log(1 + eᵗ). Its derivative with respect to x
/// is sigmoid(t) for the label 0 and −sigmoid(t) for the label 1.
static ptrdiff_t sigmoid_cross_entropy(ptrdiff_t rows, const float *x, ptrdiff_t stride, const int32_t *labels,
                                       float gradient_scale, float *losses, float *dx) {
  ptrdiff_t right = 0;
  for (ptrdiff_t start = 0; start < rows; start += LANES) {
    float logit[LANES] = {0}, sign[LANES] = {0}, loss[LANES], gradient[LANES];
    const ptrdiff_t count = minimum(rows - start, LANES);
    for (ptrdiff_t lane = 0; lane < count; lane++) {
      logit[lane] = x[(start + lane) * stride];
      sign[lane] = labels[start + lane] == 1 ? -1 : 1;
      right += (logit[lane] > 0) == (labels[start + lane] == 1);
    }
    const V t = load(logit) * load(sign);
    const V e = exponential_of((V)((I)t | (I)INT32_MIN));
    store(loss, (t < (V)0.0f ? (V)0.0f : t) + log_of_one_plus(e));
    store(gradient, (t < (V)0.0f ? e : (V)1.0f) / ((V)1.0f + e) * (load(sign) * (V)gradient_scale));
    for (ptrdiff_t lane = 0; lane < count; lane++) {
      losses[start + lane] = loss[lane];
      if (dx) dx[(start + lane) * stride] = gradient[lane];
    }
  }
  return right;
}

// (x − target)², the mean over the columns of a row.
static void squared_error(ptrdiff_t rows, ptrdiff_t columns, const float *x, ptrdiff_t stride, const float *targets,
                          float gradient_scale, float *losses, float *dx) {
  const float slope_scale = 2 * gradient_scale / (float)columns;
  for (ptrdiff_t i = 0; i < rows; i++, x += stride, targets += columns) {
    V sum = (V)0.0f;
    for (ptrdiff_t j = 0; j < columns; j += LANES) {
      const ptrdiff_t count = columns - j;
      const V difference = load_first(x + j, count) - load_first(targets + j, count);
      sum = MULTIPLY_ADD(difference, difference, sum);
      if (dx) store(dx + i * stride + j, difference * (V)slope_scale);
    }
    losses[i] = sum_of_lanes(sum) / (float)columns;
  }
}

// The losses of sigmoid_cross_entropy for several outputs of a sample: the mean over the columns of a row. Each is clipped
// before.
static ptrdiff_t sigmoid_cross_entropies(ptrdiff_t rows, ptrdiff_t columns, const float *x, ptrdiff_t stride,
                                         const float *targets, float smallest, float largest, float gradient_scale,
                                         float *losses, float *dx) {
  const float slope_scale = gradient_scale / (float)columns;
  ptrdiff_t right = 0;
  for (ptrdiff_t i = 0; i < rows; i++, x += stride, targets += columns) {
    V sum = (V)0.0f;
    for (ptrdiff_t j = 0; j < columns; j += LANES) {
      const ptrdiff_t count = columns - j;
      const V sign = (V)1.0f - (V)2.0f * load_first(targets + j, count);
      const V t = load_first(x + j, count) * sign;
      const V e = exponential_of((V)((I)t | (I)INT32_MIN));
      const V loss = (t < (V)0.0f ? (V)0.0f : t) + log_of_one_plus(e);
      const V slope = (t < (V)0.0f ? e : (V)1.0f) / ((V)1.0f + e) * (sign * (V)slope_scale);
      const V clipped = loss < (V)smallest ? (V)smallest : loss > (V)largest ? (V)largest : loss;
      sum += first_lanes(count) ? clipped : (V)0.0f;
      // The slope of a loss that is not a number is kept.
      const V kept = loss < (V)smallest ? (V)0.0f : loss > (V)largest ? (V)0.0f : slope;
      if (dx) store(dx + i * stride + j, first_lanes(count) ? kept : (V)0.0f);
    }
    for (ptrdiff_t j = 0; j < columns; j++) right += (x[j] > 0) == (targets[j] == 1);
    losses[i] = sum_of_lanes(sum) / (float)columns;
  }
  return right;
}
