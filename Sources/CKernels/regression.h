// The squared error, in rows layout. The columns of a row are in the lanes.

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
