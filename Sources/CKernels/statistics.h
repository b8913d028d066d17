// The parts that the batch statistics of both layouts share: the terms of the sums, and the elementwise functions that
// use the statistics.

/// What is summed: x, (x − mean)², or both dy and dy·(x − mean).
typedef enum { SUM_VALUES, SUM_SQUARED_DEVIATIONS, SUM_GRADIENTS } sum_kind;

/// Adds the terms of one vector to the sums, lane by lane. `products` is used by SUM_GRADIENTS only, for dy·(x − mean).
INLINE void add_terms(const sum_kind kind, V mean, const float *x, const float *dy, V *sum, V *products) {
  switch (kind) {
    case SUM_VALUES: *sum += load(x); break;
    case SUM_SQUARED_DEVIATIONS: {
      const V deviation = load(x) - mean;
      *sum = MULTIPLY_ADD(deviation, deviation, *sum);
      break;
    }
    case SUM_GRADIENTS: {
      const V slope = load(dy);
      *sum += slope;
      *products = MULTIPLY_ADD(slope, load(x) - mean, *products);
      break;
    }
  }
}

/// (x − mean)·scale + shift
INLINE V normalized(V x, V mean, V scale, V shift) { return MULTIPLY_ADD(x - mean, scale, shift); }

/// scale·(dy − offset − (x − mean)·slope), the gradient with respect to x
INLINE V input_gradient(V x, V dy, V mean, V scale, V offset, V slope) {
  return scale * MULTIPLY_ADD(mean - x, slope, dy - offset);
}
