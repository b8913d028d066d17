// What the batch statistics of both layouts have in common: the terms of their sums, and the maps that follow.

typedef enum { SUM_VALUES, SUM_SQUARED_DEVIATIONS, SUM_GRADIENTS } sum_kind;

/// Adds the terms of one vector to the lanes' sums; `second` is used by SUM_GRADIENTS only.
INLINE void add_terms(const sum_kind kind, V mean, const float *x, const float *dy, V *sum, V *second) {
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
      *second = MULTIPLY_ADD(slope, load(x) - mean, *second);
      break;
    }
  }
}

INLINE V normalized(V x, V mean, V scale, V shift) { return MULTIPLY_ADD(x - mean, scale, shift); }

INLINE V input_gradient(V x, V dy, V mean, V scale, V offset, V slope) {
  return scale * MULTIPLY_ADD(mean - x, slope, dy - offset);
}
