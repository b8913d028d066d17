// The gradient with respect to the weights of a convolution: dw[out][in][tap] = Σ dy[out][pixel]·x[in][pixel + tap],
// summed over the batch.
//
// The sums of the sixteen samples stay separate until the very end, when the lanes of each weight are added. Until
// then, lanes are never combined. So a tile is output channels × taps native registers, and it processes the lanes one
// register after another.
//
// Order of the work: one chunk of output rows after another. A chunk is so small that the rows of x and dy that a tile
// reads stay in the first-level cache while all taps of a channel are computed from them. The sums of a chunk begin at
// zero and are then added to the totals in the workspace, which keeps the chains of additions short. The size of a
// chunk depends only on the shape. If taps can fall outside of the image, each block is first copied with zeros around
// it.

enum {
  GRADIENT_TAPS = 6,
  GRADIENT_CHUNK_FLOATS = 7 * 1024,  // of x and dy in a chunk: 28 KB
};

/// The output pixels of a chunk, and the distances between neighbours in each dimension, in floats. x_row and x_pixel
/// are the distances in x that belong to neighbouring output rows and pixels.
typedef struct {
  ptrdiff_t rows, columns;
  ptrdiff_t x_row, x_pixel, dy_channel, dy_row, total_channel;
} gradient_steps;

/// Adds the sums of a chunk to the totals of some channels and taps. `offset` is the offset of each tap's first pixel
/// in x.
INLINE void gradient_tile(const int channels, const int taps, const gradient_steps *s, const float *restrict x,
                          const ptrdiff_t *offset, const float *restrict dy, float *restrict total) {
  for (int lane = 0; lane < LANES; lane += REGISTER_LANES) {
    P sum[GRADIENT_CHANNELS][GRADIENT_TAPS];
    UNROLL for (int c = 0; c < channels; c++) UNROLL for (int t = 0; t < taps; t++) sum[c][t] = (P)0.0f;
    for (ptrdiff_t row = 0; row < s->rows; row++) {
      const float *x_tap[GRADIENT_TAPS];
      UNROLL for (int t = 0; t < taps; t++) x_tap[t] = x + row * s->x_row + offset[t] + lane;
      const float *dy_pixel = dy + row * s->dy_row + lane;
      ALIGNED_LOOP for (ptrdiff_t column = 0; column < s->columns; column++) {
        P slope[GRADIENT_CHANNELS];
        UNROLL for (int c = 0; c < channels; c++)
          slope[c] = load_register(dy_pixel + c * s->dy_channel + column * LANES);
        UNROLL for (int t = 0; t < taps; t++) {
          const P pixel = load_register(x_tap[t] + column * s->x_pixel);
          UNROLL for (int c = 0; c < channels; c++) sum[c][t] = MULTIPLY_ADD(slope[c], pixel, sum[c][t]);
        }
      }
    }
    UNROLL for (int c = 0; c < channels; c++) UNROLL for (int t = 0; t < taps; t++) {
      float *const element = total + c * s->total_channel + t * LANES + lane;
      store_register(element, load_register(element) + sum[c][t]);
    }
  }
}

typedef void (*gradient_tile_function)(const gradient_steps *steps, const float *x, const ptrdiff_t *offset,
                                       const float *dy, float *total);

#define GRADIENT_TILE(channels, taps)                                                                                 \
  static void gradient_tile_##channels##_##taps(const gradient_steps *steps, const float *x, const ptrdiff_t *offset, \
                                                const float *dy, float *total) {                                      \
    gradient_tile(channels, taps, steps, x, offset, dy, total);                                                       \
  }
#define GRADIENT_TILES(channels)                                                                                      \
  GRADIENT_TILE(channels, 1) GRADIENT_TILE(channels, 2) GRADIENT_TILE(channels, 3)                                    \
  GRADIENT_TILE(channels, 4) GRADIENT_TILE(channels, 5) GRADIENT_TILE(channels, 6)
#define GRADIENT_NAMES(channels)                                                                                      \
  {gradient_tile_##channels##_1, gradient_tile_##channels##_2, gradient_tile_##channels##_3,                          \
   gradient_tile_##channels##_4, gradient_tile_##channels##_5, gradient_tile_##channels##_6}

GRADIENT_TILES(1) GRADIENT_TILES(2)
#if GRADIENT_CHANNELS > 2
GRADIENT_TILES(3) GRADIENT_TILES(4)
#endif

static const gradient_tile_function gradient_tiles[GRADIENT_CHANNELS][GRADIENT_TAPS] = {
    GRADIENT_NAMES(1), GRADIENT_NAMES(2),
#if GRADIENT_CHANNELS > 2
    GRADIENT_NAMES(3), GRADIENT_NAMES(4),
#endif
};

/// The size of the input in one direction, including the zeros around it that a tap can reach. Rows and columns after
/// the last tap are not counted.
INLINE ptrdiff_t padded_size(ptrdiff_t out, ptrdiff_t kernel, ptrdiff_t stride) { return (out - 1) * stride + kernel; }

static bool needs_padding(const bnk_window *g) {
  return g->pad_top != 0 || g->pad_left != 0 ||
         padded_size(g->out_height, g->kernel_height, g->stride_height) > g->in_height ||
         padded_size(g->out_width, g->kernel_width, g->stride_width) > g->in_width;
}

/// Copies channels × in_rows × in_columns vectors into planes of rows × columns vectors, with zeros around them.
static void copy_padded(ptrdiff_t channels, ptrdiff_t in_rows, ptrdiff_t in_columns, const float *x, ptrdiff_t top,
                        ptrdiff_t left, ptrdiff_t rows, ptrdiff_t columns, float *out) {
  for (ptrdiff_t channel = 0; channel < channels; channel++)
    for (ptrdiff_t row = 0; row < rows; row++) {
      const ptrdiff_t in_row = row - top;
      const float *from = x + (channel * in_rows + in_row) * in_columns * LANES;
      for (ptrdiff_t column = 0; column < columns; column++, out += LANES) {
        const ptrdiff_t in_column = column - left;
        const bool inside = in_row >= 0 && in_row < in_rows && in_column >= 0 && in_column < in_columns;
        store(out, inside ? load(from + in_column * LANES) : (V)0.0f);
      }
    }
}

static void conv_weight_gradient(const bnk_window *window, ptrdiff_t blocks, ptrdiff_t first, ptrdiff_t last,
                                 const float *x, const float *dy, float *dw, float *workspace) {
  const bnk_window g = *window;
  const ptrdiff_t taps = g.kernel_height * g.kernel_width, channels = last - first;
  const ptrdiff_t total_count = channels * g.in_channels * taps;
  const bool padded = needs_padding(window);
  const ptrdiff_t height = padded ? padded_size(g.out_height, g.kernel_height, g.stride_height) : g.in_height;
  const ptrdiff_t width = padded ? padded_size(g.out_width, g.kernel_width, g.stride_width) : g.in_width;
  const ptrdiff_t dy_row = g.out_width * LANES, dy_channel = g.out_height * dy_row, x_row = width * LANES;
  const ptrdiff_t channel_tiles = quotient_up(channels, GRADIENT_CHANNELS);
  const ptrdiff_t tap_tiles = quotient_up(taps, GRADIENT_TAPS);
  float *const totals = workspace, *const padded_x = workspace + total_count * LANES;
  // The largest r such that a chunk of r output rows fits: it reads r rows of dy for each of two channels, and at most
  // kernel_height + r·stride_height rows of x.
  const ptrdiff_t max_rows =
      maximum((GRADIENT_CHUNK_FLOATS - g.kernel_height * x_row) / (2 * dy_row + g.stride_height * x_row), 1);
  const ptrdiff_t chunks = quotient_up(g.out_height, max_rows);

  for (ptrdiff_t i = 0; i < total_count; i++) store(totals + i * LANES, (V)0.0f);
  for (ptrdiff_t block = 0; block < blocks; block++) {
    const float *image = x + block * g.in_channels * g.in_height * g.in_width * LANES;
    if (padded) {
      copy_padded(g.in_channels, g.in_height, g.in_width, image, g.pad_top, g.pad_left, height, width, padded_x);
      image = padded_x;
    }
    const float *const slopes = dy + (block * g.out_channels + first) * dy_channel;
    for (ptrdiff_t chunk = 0; chunk < chunks; chunk++) {
      const ptrdiff_t row = part_start(g.out_height, chunks, chunk);
      const gradient_steps steps = {
          .rows = part_start(g.out_height, chunks, chunk + 1) - row, .columns = g.out_width,
          .x_row = g.stride_height * x_row, .x_pixel = g.stride_width * LANES, .dy_channel = dy_channel,
          .dy_row = dy_row, .total_channel = g.in_channels * taps * LANES};
      for (ptrdiff_t channel_tile = 0; channel_tile < channel_tiles; channel_tile++) {
        const ptrdiff_t channel = part_start(channels, channel_tiles, channel_tile);
        const ptrdiff_t tile_channels = part_start(channels, channel_tiles, channel_tile + 1) - channel;
        for (ptrdiff_t in = 0; in < g.in_channels; in++)
          for (ptrdiff_t tap_tile = 0; tap_tile < tap_tiles; tap_tile++) {
            const ptrdiff_t tap = part_start(taps, tap_tiles, tap_tile);
            const ptrdiff_t tile_taps = part_start(taps, tap_tiles, tap_tile + 1) - tap;
            ptrdiff_t offset[GRADIENT_TAPS];
            for (ptrdiff_t t = 0; t < tile_taps; t++)
              offset[t] = (tap + t) / g.kernel_width * x_row + (tap + t) % g.kernel_width * LANES;
            gradient_tiles[tile_channels - 1][tile_taps - 1](
                &steps, image + (in * height + row * g.stride_height) * x_row, offset,
                slopes + channel * dy_channel + row * dy_row,
                totals + ((channel * g.in_channels + in) * taps + tap) * LANES);
          }
      }
    }
  }
  for (ptrdiff_t i = 0; i < total_count; i++)
    dw[first * g.in_channels * taps + i] = sum_of_lanes(load(totals + i * LANES));
}

/// Floats for the totals and a padded block in `conv_weight_gradient`. The other two kernels need less, for the packed
/// weights.
static ptrdiff_t conv_workspace(const bnk_window *window) {
  const bnk_window g = *window;
  const ptrdiff_t padded = g.in_channels * padded_size(g.out_height, g.kernel_height, g.stride_height) *
                           padded_size(g.out_width, g.kernel_width, g.stride_width);
  const ptrdiff_t weights = g.in_channels * g.out_channels * g.kernel_height * g.kernel_width;
  return (weights + (needs_padding(window) ? padded : 0)) * LANES;
}
