// Batch statistics in blocks layout. The lanes are samples. The sum of a channel is over all pixels, blocks and lanes.
//
// Order of a sum: within a block, pixel p is added to partial sum p mod 4 (four independent chains). Then the sums of
// the blocks are added in order, lane by lane. Last, the lanes are added. Lanes after the last sample are skipped.

enum { PIXEL_SUMS = 4 };

/// The two sums of one channel; see add_terms.
typedef struct {
  float terms, products;
} channel_sum;

/// The sums of one channel. x and dy point to the channel in the first block.
INLINE channel_sum sum_channel(const sum_kind kind, ptrdiff_t samples, ptrdiff_t pixels, const float *x,
                               const float *dy, ptrdiff_t stride, float mean) {
  V total = (V)0.0f, product_total = (V)0.0f;
  for (ptrdiff_t sample = 0; sample < samples; sample += LANES, x += stride, dy += stride) {
    V sum[PIXEL_SUMS], products[PIXEL_SUMS];
    UNROLL for (int j = 0; j < PIXEL_SUMS; j++) sum[j] = products[j] = (V)0.0f;
    ptrdiff_t pixel = 0;
    for (; pixel + PIXEL_SUMS <= pixels; pixel += PIXEL_SUMS)
      UNROLL for (int j = 0; j < PIXEL_SUMS; j++)
        add_terms(kind, (V)mean, x + (pixel + j) * LANES, dy + (pixel + j) * LANES, &sum[j], &products[j]);
    UNROLL for (int j = 0; j < PIXEL_SUMS - 1; j++)
      if (pixel + j < pixels)
        add_terms(kind, (V)mean, x + (pixel + j) * LANES, dy + (pixel + j) * LANES, &sum[j], &products[j]);
    const I real = first_lanes(samples - sample);
    total += real ? (sum[0] + sum[1]) + (sum[2] + sum[3]) : (V)0.0f;
    product_total += real ? (products[0] + products[1]) + (products[2] + products[3]) : (V)0.0f;
  }
  return (channel_sum){sum_of_lanes(total), sum_of_lanes(product_total)};
}

static void channel_sums(ptrdiff_t samples, ptrdiff_t channels, ptrdiff_t pixels, const float *x, ptrdiff_t stride,
                         float *sums) {
  for (ptrdiff_t c = 0; c < channels; c++, x += pixels * LANES)
    sums[c] = sum_channel(SUM_VALUES, samples, pixels, x, x, stride, 0).terms;
}

static void channel_moments(ptrdiff_t samples, ptrdiff_t channels, ptrdiff_t pixels, const float *x, ptrdiff_t stride,
                            float *mean, float *variance) {
  const float count = (float)(samples * pixels);
  for (ptrdiff_t c = 0; c < channels; c++, x += pixels * LANES) {
    mean[c] = sum_channel(SUM_VALUES, samples, pixels, x, x, stride, 0).terms / count;
    variance[c] = sum_channel(SUM_SQUARED_DEVIATIONS, samples, pixels, x, x, stride, mean[c]).terms / count;
  }
}

static void channel_normalize(ptrdiff_t samples, ptrdiff_t channels, ptrdiff_t pixels, const float *x, ptrdiff_t stride,
                              const float *mean, const float *scale, const float *shift, float *y) {
  for (ptrdiff_t sample = 0; sample < samples; sample += LANES, x += stride, y += stride)
    for (ptrdiff_t c = 0; c < channels; c++)
      for (ptrdiff_t i = c * pixels * LANES; i < (c + 1) * pixels * LANES; i += LANES)
        store(y + i, normalized(load(x + i), (V)mean[c], (V)scale[c], (V)shift[c]));
}

static void channel_gradient_sums(ptrdiff_t samples, ptrdiff_t channels, ptrdiff_t pixels, const float *x,
                                  const float *dy, ptrdiff_t stride, const float *mean, float *sum_dy,
                                  float *sum_dy_x) {
  for (ptrdiff_t c = 0; c < channels; c++, x += pixels * LANES, dy += pixels * LANES) {
    const channel_sum sum = sum_channel(SUM_GRADIENTS, samples, pixels, x, dy, stride, mean[c]);
    sum_dy[c] = sum.terms;
    sum_dy_x[c] = sum.products;
  }
}

static void channel_input_gradient(ptrdiff_t samples, ptrdiff_t channels, ptrdiff_t pixels, const float *x,
                                   const float *dy, ptrdiff_t stride, const float *mean, const float *scale,
                                   const float *offset, const float *slope, float *dx) {
  for (ptrdiff_t sample = 0; sample < samples; sample += LANES, x += stride, dy += stride, dx += stride) {
    const I real = first_lanes(samples - sample);
    for (ptrdiff_t c = 0; c < channels; c++)
      for (ptrdiff_t i = c * pixels * LANES; i < (c + 1) * pixels * LANES; i += LANES) {
        const V gradient =
            input_gradient(load(x + i), load(dy + i), (V)mean[c], (V)scale[c], (V)offset[c], (V)slope[c]);
        store(dx + i, real ? gradient : (V)0.0f);
      }
  }
}
