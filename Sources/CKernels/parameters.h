// Regularizers, weight decay and gradient clipping of a parameter (count is a multiple of 16).

/// Number of floats that are summed in single precision before their sum is added to the total in double precision.
enum { SUM_CHUNK = 64 * LANES };

typedef enum { SUM_MAGNITUDES, SUM_SQUARES } norm_kind;

INLINE V norm_term(const norm_kind kind, V value, V sum) {
  return kind == SUM_SQUARES ? MULTIPLY_ADD(value, value, sum) : sum + (V)((I)value & (I)INT32_MAX);
}

INLINE double norm_sum(const norm_kind kind, ptrdiff_t count, const float *x) {
  double total = 0;
  for (ptrdiff_t start = 0; start < count; start += SUM_CHUNK) {
    const ptrdiff_t end = minimum(start + SUM_CHUNK, count);
    V sum[4] = {0};
    ptrdiff_t i = start;
    for (; i + 4 * LANES <= end; i += 4 * LANES)
      UNROLL for (int j = 0; j < 4; j++) sum[j] = norm_term(kind, load(x + i + j * LANES), sum[j]);
    UNROLL for (int j = 0; j < 3; j++)
      if (i + j * LANES < end) sum[j] = norm_term(kind, load(x + i + j * LANES), sum[j]);
    total += sum_of_lanes((sum[0] + sum[1]) + (sum[2] + sum[3]));
  }
  return total;
}

static double sum_of_squares(ptrdiff_t count, const float *x) { return norm_sum(SUM_SQUARES, count, x); }
static double sum_of_magnitudes(ptrdiff_t count, const float *x) { return norm_sum(SUM_MAGNITUDES, count, x); }

static void add_penalty_gradient(ptrdiff_t count, float l1, float l2, const float *weights, float *gradient) {
  for (ptrdiff_t i = 0; i < count; i += LANES) {
    const V w = load(weights + i);
    const V sign = w > (V)0.0f ? (V)1.0f : (w < (V)0.0f ? (V)-1.0f : w);
    const V slope = MULTIPLY_ADD((V)(2 * l2), w, (V)l1 * sign);
    store(gradient + i, load(gradient + i) + slope);
  }
}

static void scale_values(ptrdiff_t count, float factor, float *x) {
  for (ptrdiff_t i = 0; i < count; i += LANES) store(x + i, load(x + i) * (V)factor);
}

static void clip_values(ptrdiff_t count, float limit, float *x) {
  for (ptrdiff_t i = 0; i < count; i += LANES) store(x + i, clamped(load(x + i), -limit, limit));
}
