// The innermost part of a convolution: a tile of output channels × pixels that stays in registers.
//
// The lanes are sixteen samples, so nothing is gathered: a tap is one weight times the vector of an input pixel. For
// each tap the tile takes `pixels` vectors and one broadcast weight for each channel. An element's sum is one chain
// over (input channel, kernel row, kernel column), whatever the tile; then comes the bias.

/// How many pixels of one row fit into registers, with a sum for each of the output channels. A single channel uses
/// each pixel once, and so from memory.
#define TILE_PIXELS(channels)                                                          \
  (VECTORS_A_PIXEL(channels) * MOST_PIXELS <= CONVOLUTION_VECTORS ? MOST_PIXELS        \
   : VECTORS_A_PIXEL(channels) > CONVOLUTION_VECTORS              ? 1                  \
   : CONVOLUTION_VECTORS / VECTORS_A_PIXEL(channels))
#define VECTORS_A_PIXEL(channels) ((channels) == 1 ? 1 : (channels) + 1)

enum { MOST_PIXELS = 4 };

/// The taps of a tile and the steps, in floats, between neighbours of each dimension.
typedef struct {
  ptrdiff_t in_channels, rows, columns;  // taps
  ptrdiff_t x_channel, x_row, x_pixel;   // x_pixel: between neighbouring output pixels; a tap's own step is 16
  ptrdiff_t w_channel, w_row;            // packed weights; neighbouring columns are `channels` apart
  ptrdiff_t y_channel, y_pixel;
  const float *bias;  // of the tile's channels, or null
} convolution_steps;

/// Computes `count` pixels, a multiple of `pixels`.
INLINE void convolution_tile(const int channels, const int pixels, const convolution_steps *steps, ptrdiff_t count,
                             const float *restrict x, const float *restrict w, float *restrict y) {
  const convolution_steps s = *steps;
  for (; count > 0; count -= pixels, x += pixels * s.x_pixel, y += pixels * s.y_pixel) {
    V sum[CONVOLUTION_CHANNELS][MOST_PIXELS];
    UNROLL for (int c = 0; c < channels; c++) UNROLL for (int p = 0; p < pixels; p++) sum[c][p] = (V)0.0f;
    for (ptrdiff_t in = 0; in < s.in_channels; in++)
      for (ptrdiff_t row = 0; row < s.rows; row++) {
        const float *x_tap = x + in * s.x_channel + row * s.x_row;
        const float *w_tap = w + in * s.w_channel + row * s.w_row;
        _Pragma("clang loop unroll_count(2)") ALIGNED_LOOP for (ptrdiff_t column = 0; column < s.columns; column++) {
          V pixel[MOST_PIXELS];
          UNROLL for (int p = 0; p < pixels; p++) pixel[p] = load(x_tap + p * s.x_pixel);
          UNROLL for (int c = 0; c < channels; c++) {
            const V weight = (V)w_tap[c];
            UNROLL for (int p = 0; p < pixels; p++) sum[c][p] = MULTIPLY_ADD(weight, pixel[p], sum[c][p]);
          }
          x_tap += LANES;
          w_tap += channels;
        }
      }
    if (s.bias) {
      UNROLL for (int c = 0; c < channels; c++) UNROLL for (int p = 0; p < pixels; p++) sum[c][p] += (V)s.bias[c];
    }
    UNROLL for (int c = 0; c < channels; c++) UNROLL for (int p = 0; p < pixels; p++)
      store(y + c * s.y_channel + p * s.y_pixel, sum[c][p]);
  }
}

typedef void (*convolution_tile_function)(const convolution_steps *steps, ptrdiff_t count, const float *x,
                                          const float *w, float *y);

// Only the tiles that fit are compiled; the others' entries are never called.
#define CONVOLUTION_TILE(channels, pixels)                                                                            \
  static void convolution_tile_##channels##_##pixels(const convolution_steps *steps, ptrdiff_t count, const float *x, \
                                                     const float *w, float *y) {                                      \
    if (pixels <= TILE_PIXELS(channels)) convolution_tile(channels, pixels, steps, count, x, w, y);                   \
  }
#define CONVOLUTION_TILES(channels)                                                                                   \
  CONVOLUTION_TILE(channels, 1) CONVOLUTION_TILE(channels, 2)                                                         \
  CONVOLUTION_TILE(channels, 3) CONVOLUTION_TILE(channels, 4)
#define CONVOLUTION_NAMES(channels)                                                                                   \
  {convolution_tile_##channels##_1, convolution_tile_##channels##_2, convolution_tile_##channels##_3,                 \
   convolution_tile_##channels##_4}

CONVOLUTION_TILES(1) CONVOLUTION_TILES(2)
#if CONVOLUTION_CHANNELS > 2
CONVOLUTION_TILES(3) CONVOLUTION_TILES(4) CONVOLUTION_TILES(5) CONVOLUTION_TILES(6)
#endif

static const convolution_tile_function convolution_tiles[CONVOLUTION_CHANNELS][MOST_PIXELS] = {
    CONVOLUTION_NAMES(1), CONVOLUTION_NAMES(2),
#if CONVOLUTION_CHANNELS > 2
    CONVOLUTION_NAMES(3), CONVOLUTION_NAMES(4), CONVOLUTION_NAMES(5), CONVOLUTION_NAMES(6),
#endif
};
