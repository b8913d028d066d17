// Pooling in blocks layout: each plane is height × width vectors of sixteen samples.
//
// Usually the windows cover the input exactly, without overlap. Then each gradient is written once. Otherwise the plane
// of gradients is set to zero first, and the windows add to it in row order.

/// Whether the windows cover the input exactly, without overlap.
static bool windows_tile(const bnk_window *g) {
  return g->kernel_height == g->stride_height && g->kernel_width == g->stride_width &&
         g->out_height * g->stride_height == g->in_height && g->out_width * g->stride_width == g->in_width;
}

/// The offset of the first pixel of window (i, j) in its plane, in floats.
INLINE ptrdiff_t first_pixel(const bnk_window *g, ptrdiff_t i, ptrdiff_t j) {
  return (i * g->stride_height * g->in_width + j * g->stride_width) * LANES;
}

INLINE void average_planes(const bnk_window *g, ptrdiff_t planes, const float *x, float *y) {
  const V share = (V)(1.0f / (float)(g->kernel_height * g->kernel_width));
  for (ptrdiff_t plane = 0; plane < planes; plane++, x += g->in_height * g->in_width * LANES)
    for (ptrdiff_t i = 0; i < g->out_height; i++)
      for (ptrdiff_t j = 0; j < g->out_width; j++, y += LANES) {
        const float *const corner = x + first_pixel(g, i, j);
        V sum = (V)0.0f;
        for (ptrdiff_t k = 0; k < g->kernel_height; k++)
          for (ptrdiff_t l = 0; l < g->kernel_width; l++) {
            const V pixel = load(corner + (k * g->in_width + l) * LANES);
            sum = k + l == 0 ? pixel : sum + pixel;
          }
        store(y, sum * share);
      }
}

INLINE void average_gradient_planes(const bnk_window *g, ptrdiff_t planes, const float *dy, float *dx) {
  const V share = (V)(1.0f / (float)(g->kernel_height * g->kernel_width));
  const bool tiled = windows_tile(g);
  const ptrdiff_t plane_floats = g->in_height * g->in_width * LANES;
  for (ptrdiff_t plane = 0; plane < planes; plane++, dx += plane_floats) {
    for (ptrdiff_t i = 0; i < plane_floats && !tiled; i += LANES) store(dx + i, (V)0.0f);
    for (ptrdiff_t i = 0; i < g->out_height; i++)
      for (ptrdiff_t j = 0; j < g->out_width; j++, dy += LANES) {
        const V slope = load(dy) * share;
        float *const corner = dx + first_pixel(g, i, j);
        for (ptrdiff_t k = 0; k < g->kernel_height; k++)
          for (ptrdiff_t l = 0; l < g->kernel_width; l++) {
            float *const pixel = corner + (k * g->in_width + l) * LANES;
            store(pixel, tiled ? slope : load(pixel) + slope);
          }
      }
  }
}

INLINE void greatest_of_planes(const bnk_window *g, ptrdiff_t planes, const float *x, float *y) {
  for (ptrdiff_t plane = 0; plane < planes; plane++, x += g->in_height * g->in_width * LANES)
    for (ptrdiff_t i = 0; i < g->out_height; i++)
      for (ptrdiff_t j = 0; j < g->out_width; j++, y += LANES) {
        const float *const corner = x + first_pixel(g, i, j);
        V greatest = load(corner);
        for (ptrdiff_t k = 0; k < g->kernel_height; k++)
          for (ptrdiff_t l = 0; l < g->kernel_width; l++) {
            // The first pixel of the window is compared with itself, which changes nothing.
            const V pixel = load(corner + (k * g->in_width + l) * LANES);
            greatest = GREATER(pixel, greatest);
          }
        store(y, greatest);
      }
}

INLINE void greatest_gradient_planes(const bnk_window *g, ptrdiff_t planes, const float *x, const float *y,
                                     const float *dy, float *dx) {
  const bool tiled = windows_tile(g);
  const ptrdiff_t plane_floats = g->in_height * g->in_width * LANES;
  for (ptrdiff_t plane = 0; plane < planes; plane++, dx += plane_floats, x += plane_floats) {
    for (ptrdiff_t i = 0; i < plane_floats && !tiled; i += LANES) store(dx + i, (V)0.0f);
    for (ptrdiff_t i = 0; i < g->out_height; i++)
      for (ptrdiff_t j = 0; j < g->out_width; j++, dy += LANES, y += LANES) {
        const V slope = load(dy), greatest = load(y);
        I open = (I)(-1);  // lanes whose maximum has not been found yet
        for (ptrdiff_t k = 0; k < g->kernel_height; k++)
          for (ptrdiff_t l = 0; l < g->kernel_width; l++) {
            const ptrdiff_t offset = first_pixel(g, i, j) + (k * g->in_width + l) * LANES;
            const V pixel = load(x + offset);
            const I here = open & ((pixel == greatest) | ((pixel != pixel) & (greatest != greatest)));
            open &= ~here;
            const V gradient = here ? slope : (V)0.0f;
            store(dx + offset, tiled ? gradient : load(dx + offset) + gradient);
          }
      }
  }
}

/// Calls function(window, ...). For windows of 2×2 that cover the input exactly, as in most networks, the kernel size
/// and the stride are compile-time constants.
#define WITH_USUAL_WINDOW(window, function, ...)                                                             \
  if (window->kernel_height == 2 && window->kernel_width == 2 && windows_tile(window)) {                     \
    const bnk_window usual = {.in_height = 2 * window->out_height, .in_width = 2 * window->out_width,        \
                              .out_height = window->out_height, .out_width = window->out_width,              \
                              .kernel_height = 2, .kernel_width = 2, .stride_height = 2, .stride_width = 2}; \
    function(&usual, __VA_ARGS__);                                                                           \
  } else {                                                                                                   \
    function(window, __VA_ARGS__);                                                                           \
  }

static void average_pool(const bnk_window *window, ptrdiff_t planes, const float *x, float *y) {
  WITH_USUAL_WINDOW(window, average_planes, planes, x, y)
}

static void average_pool_gradient(const bnk_window *window, ptrdiff_t planes, const float *dy, float *dx) {
  WITH_USUAL_WINDOW(window, average_gradient_planes, planes, dy, dx)
}

static void max_pool(const bnk_window *window, ptrdiff_t planes, const float *x, float *y) {
  WITH_USUAL_WINDOW(window, greatest_of_planes, planes, x, y)
}

static void max_pool_gradient(const bnk_window *window, ptrdiff_t planes, const float *x, const float *y,
                              const float *dy, float *dx) {
  WITH_USUAL_WINDOW(window, greatest_gradient_planes, planes, x, y, dy, dx)
}
