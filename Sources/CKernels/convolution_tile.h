// The innermost part of a convolution: a tile of output channels × pixels that stays in registers.
//
// The lanes are sixteen samples, so no data has to be rearranged: a tap is one weight times the vector of an input
// pixel. For each tap, a tile loads `pixels` vectors, and one broadcast weight for each channel. The sum of an element
// is always one chain over (input channel, kernel row, kernel column), whatever the size of the tile. The bias is added
// last.

/// Number of pixels of one row whose sums for all output channels of the tile fit into registers. With a single
/// channel, each pixel is used only once and needs no register of its own.
#define TILE_PIXELS(channels)                                                             \
  (VECTORS_PER_PIXEL(channels) * MAX_PIXELS <= CONVOLUTION_VECTORS ? MAX_PIXELS           \
   : VECTORS_PER_PIXEL(channels) > CONVOLUTION_VECTORS             ? 1                    \
   : CONVOLUTION_VECTORS / VECTORS_PER_PIXEL(channels))
#define VECTORS_PER_PIXEL(channels) ((channels) == 1 ? 1 : (channels) + 1)

enum { MAX_PIXELS = 4 };

/// The number of taps of a tile, and the distances between neighbours in each dimension, in floats.
typedef struct {
  ptrdiff_t in_channels, rows, columns;  // numbers of taps
  ptrdiff_t x_channel, x_row, x_pixel;   // x_pixel: for neighbouring output pixels; neighbouring taps are 16 apart
  ptrdiff_t w_channel, w_row;            // in the packed weights; neighbouring columns are `channels` apart
  ptrdiff_t y_channel, y_pixel;
  const float *bias;  // one float for each channel of the tile, or null
} convolution_steps;

/// Computes `count` pixels, which must be a multiple of `pixels`.
INLINE void convolution_tile(const int channels, const int pixels, const convolution_steps *steps, ptrdiff_t count,
                             const float *restrict x, const float *restrict w, float *restrict y) {
  const convolution_steps s = *steps;
  for (; count > 0; count -= pixels, x += pixels * s.x_pixel, y += pixels * s.y_pixel) {
    V sum[CONVOLUTION_CHANNELS][MAX_PIXELS];
    UNROLL for (int c = 0; c < channels; c++) UNROLL for (int p = 0; p < pixels; p++) sum[c][p] = (V)0.0f;
    for (ptrdiff_t in = 0; in < s.in_channels; in++)
      for (ptrdiff_t row = 0; row < s.rows; row++) {
        const float *x_tap = x + in * s.x_channel + row * s.x_row;
        const float *w_tap = w + in * s.w_channel + row * s.w_row;
        _Pragma("clang loop unroll_count(2)") ALIGNED_LOOP for (ptrdiff_t column = 0; column < s.columns; column++) {
          V pixel[MAX_PIXELS];
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

// Tiles that do not fit into registers get an empty function, which is never called.
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

static const convolution_tile_function convolution_tiles[CONVOLUTION_CHANNELS][MAX_PIXELS] = {
    CONVOLUTION_NAMES(1), CONVOLUTION_NAMES(2),
#if CONVOLUTION_CHANNELS > 2
    CONVOLUTION_NAMES(3), CONVOLUTION_NAMES(4), CONVOLUTION_NAMES(5), CONVOLUTION_NAMES(6),
#endif
};
