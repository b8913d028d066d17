// Local response normalization in blocks layout, for one block of sixteen samples in each call. Each value is divided by
// a power of a sum of squares over neighbouring channels. The lanes are samples; they are never combined here.
//
// Order of a sum: the channels of a window in order, in one chain that begins at 0.

/// Number of pixels whose gradients are computed together: enough for runs of memory that the processor reads ahead, and
/// so few that the workspace stays in the cache.
enum { RESPONSE_PIXELS = 16 };

/// k + scale·Σ x² over a channel's window. x points to the pixel in the first channel.
INLINE V response_base(const bnk_response *r, ptrdiff_t channel, const float *x) {
  const ptrdiff_t last = minimum(channel + r->after, r->channels - 1);
  V sum = (V)0.0f;
  for (ptrdiff_t c = maximum(channel - r->before, 0); c <= last; c++) {
    const V value = load(x + c * r->pixels * LANES);
    sum = MULTIPLY_ADD(value, value, sum);
  }
  return MULTIPLY_ADD((V)r->scale, sum, (V)r->k);
}

/// 1 / base^beta
INLINE V response_factor(const bnk_response *r, V base) {
  return exponential_of((V)-r->beta * logarithm_of(base));
}

static void local_response(const bnk_response *r, ptrdiff_t samples, const float *x, float *y) {
  const I real = first_lanes(samples);
  for (ptrdiff_t channel = 0; channel < r->channels; channel++)
    for (ptrdiff_t pixel = 0; pixel < r->pixels; pixel++) {
      const ptrdiff_t i = (channel * r->pixels + pixel) * LANES;
      const V factor = response_factor(r, response_base(r, channel, x + pixel * LANES));
      store(y + i, real ? load(x + i) * factor : (V)0.0f);
    }
}

static ptrdiff_t local_response_workspace(const bnk_response *r) { return r->channels * RESPONSE_PIXELS * LANES; }

/// Let d = k + scale·Σ x². Then dx_j = dy_j / d_j^beta − 2·beta·scale·x_j·Σ dy_c·x_c / d_c^(beta+1). This sum is over the
/// channels c whose windows contain j. The workspace holds its terms.
static void local_response_gradient(const bnk_response *r, ptrdiff_t samples, const float *x, const float *dy,
                                    float *dx, float *workspace) {
  const I real = first_lanes(samples);
  const V slope = (V)(2.0f * r->beta * r->scale);
  for (ptrdiff_t first = 0; first < r->pixels; first += RESPONSE_PIXELS) {
    const ptrdiff_t count = minimum(r->pixels - first, RESPONSE_PIXELS);
    for (ptrdiff_t channel = 0; channel < r->channels; channel++)
      for (ptrdiff_t pixel = 0; pixel < count; pixel++) {
        const ptrdiff_t i = (channel * r->pixels + first + pixel) * LANES;
        const V base = response_base(r, channel, x + (first + pixel) * LANES);
        const V direct = load(dy + i) * response_factor(r, base);
        store(dx + i, direct);
        store(workspace + (channel * RESPONSE_PIXELS + pixel) * LANES, direct * load(x + i) / base);
      }
    for (ptrdiff_t channel = 0; channel < r->channels; channel++) {
      const ptrdiff_t begin = maximum(channel - r->after, 0);
      const ptrdiff_t last = minimum(channel + r->before, r->channels - 1);
      for (ptrdiff_t pixel = 0; pixel < count; pixel++) {
        const ptrdiff_t i = (channel * r->pixels + first + pixel) * LANES;
        V sum = (V)0.0f;
        for (ptrdiff_t c = begin; c <= last; c++) sum += load(workspace + (c * RESPONSE_PIXELS + pixel) * LANES);
        const V gradient = MULTIPLY_ADD(-(load(x + i) * slope), sum, load(dx + i));
        store(dx + i, real ? gradient : (V)0.0f);
      }
    }
  }
}
