// Convolution, and the gradient with respect to its input. Both work in blocks layout, without im2col.
//
// The gradient with respect to the input is itself a convolution: of dy with the flipped kernel. With a stride s, it
// consists of s separate convolutions in each direction ("phases"). Each of them computes every s-th pixel, with every
// s-th weight. An `axis` describes one direction (vertical or horizontal) of either computation, and `convolve` runs
// both.
//
// Order of the work: one output row after another. Within a row, all tiles of output channels, so that the input rows
// stay in the first-level cache. Within a tile of channels, runs of pixels. Weights are packed once for each tile of
// channels. A tap is a position in the kernel. Taps that fall outside of the image are skipped, not multiplied by
// zeros: rows of the kernel are skipped for a whole row of pixels, columns for each pixel. The pixels of a tile are
// neighbours with the same taps.

/// One direction of a convolution: output i is a sum over the taps t, at the input positions i·stride − pad + t.
typedef struct {
  ptrdiff_t in_size, taps, stride, pad;
  ptrdiff_t first_weight, weight_step;       // tap t uses kernel position first_weight + t·weight_step
  ptrdiff_t out_count, first_out, out_step;  // output i is written to position first_out + i·out_step
} axis;

static axis forward_axis(ptrdiff_t in, ptrdiff_t out, ptrdiff_t kernel, ptrdiff_t stride, ptrdiff_t pad) {
  return (axis){.in_size = in, .taps = kernel, .stride = stride, .pad = pad, .first_weight = 0, .weight_step = 1,
                .out_count = out, .first_out = 0, .out_step = 1};
}

/// The axis of one phase: it computes dx[i] = Σⱼ dy[t − j]·w[phase + stride·j] for all i with i + pad = phase +
/// stride·t.
static axis gradient_axis(ptrdiff_t in, ptrdiff_t out, ptrdiff_t kernel, ptrdiff_t stride, ptrdiff_t pad,
                          ptrdiff_t phase) {
  const ptrdiff_t taps = phase < kernel ? quotient_up(kernel - phase, stride) : 0;
  const ptrdiff_t first_t = pad > phase ? quotient_up(pad - phase, stride) : 0;
  const ptrdiff_t first_out = phase + stride * first_t - pad;
  return (axis){.in_size = out, .taps = taps, .stride = 1, .pad = taps - 1 - first_t,
                .first_weight = phase + stride * (taps - 1), .weight_step = -stride,
                .out_count = first_out < in ? quotient_up(in - first_out, stride) : 0,
                .first_out = first_out, .out_step = stride};
}

/// The taps of output `i` that fall inside of the image: from *begin to the returned value, which is not included.
INLINE ptrdiff_t taps_inside(const axis *a, ptrdiff_t i, ptrdiff_t *begin) {
  const ptrdiff_t first = i * a->stride - a->pad;
  *begin = minimum(maximum(-first, 0), a->taps);
  return maximum(minimum(a->in_size - first, a->taps), *begin);
}

/// Number of pixels, beginning with `i`, that have the same taps as `i`.
INLINE ptrdiff_t run_of_pixels(const axis *a, ptrdiff_t i) {
  ptrdiff_t begin, run_begin, run = 1;
  const ptrdiff_t end = taps_inside(a, i, &begin);
  while (i + run < a->out_count && taps_inside(a, i + run, &run_begin) == end && run_begin == begin) run++;
  return run;
}

/// Computes one block (sixteen samples) of one phase. w holds the packed weights; x_channel, x_row, y_channel and y_row
/// are the distances between channels and rows, in floats.
static void convolve(const axis *vertical, const axis *horizontal, ptrdiff_t in_channels, ptrdiff_t out_channels,
                     const float *x, ptrdiff_t x_channel, ptrdiff_t x_row, const float *w, float *y,
                     ptrdiff_t y_channel, ptrdiff_t y_row, const float *bias, bnk_activation activation) {
  const ptrdiff_t tiles = quotient_up(out_channels, CONVOLUTION_CHANNELS), taps = vertical->taps * horizontal->taps;
  for (ptrdiff_t i = 0; i < vertical->out_count; i++) {
    ptrdiff_t row_begin;
    const ptrdiff_t row_end = taps_inside(vertical, i, &row_begin);
    const float *const x_first = x + (i * vertical->stride - vertical->pad + row_begin) * x_row;
    float *const y_first = y + (vertical->first_out + i * vertical->out_step) * y_row + horizontal->first_out * LANES;
    for (ptrdiff_t tile = 0; tile < tiles; tile++) {
      const ptrdiff_t channel = part_start(out_channels, tiles, tile);
      const ptrdiff_t channels = part_start(out_channels, tiles, tile + 1) - channel;
      float *const y_tile = y_first + channel * y_channel;
      convolution_steps steps = {
          .in_channels = in_channels, .rows = row_end - row_begin, .x_channel = x_channel, .x_row = x_row,
          .x_pixel = horizontal->stride * LANES, .w_channel = taps * channels, .w_row = horizontal->taps * channels,
          .y_channel = y_channel, .y_pixel = horizontal->out_step * LANES, .bias = bias ? bias + channel : 0};
      const float *const w_tile = w + channel * in_channels * taps + row_begin * steps.w_row;
      for (ptrdiff_t j = 0, run; j < horizontal->out_count; j += run) {
        run = run_of_pixels(horizontal, j);
        const ptrdiff_t pixels = quotient_up(run, quotient_up(run, TILE_PIXELS(channels)));
        run -= run % pixels;
        ptrdiff_t begin;
        steps.columns = taps_inside(horizontal, j, &begin) - begin;
        convolution_tiles[channels - 1][pixels - 1](
            &steps, run, x_first + (j * horizontal->stride - horizontal->pad + begin) * LANES,
            w_tile + begin * channels, y_tile + j * steps.y_pixel);
      }
      finish_tile(activation, channels, horizontal->out_count, y_tile, y_channel, 0, NO_BIAS);
    }
  }
}

/// Packs the weights of one phase for `convolve`, as [tile of output channels][in][row][column][channel of the tile].
/// w_in, w_out and w_row are the steps between neighbouring input channels, output channels and kernel rows in w.
static void pack_weights(const axis *vertical, const axis *horizontal, ptrdiff_t in_channels, ptrdiff_t out_channels,
                         const float *w, ptrdiff_t w_in, ptrdiff_t w_out, ptrdiff_t w_row, float *packed) {
  const ptrdiff_t tiles = quotient_up(out_channels, CONVOLUTION_CHANNELS);
  for (ptrdiff_t tile = 0; tile < tiles; tile++) {
    const ptrdiff_t first = part_start(out_channels, tiles, tile), after = part_start(out_channels, tiles, tile + 1);
    for (ptrdiff_t in = 0; in < in_channels; in++)
      for (ptrdiff_t row = 0; row < vertical->taps; row++)
        for (ptrdiff_t column = 0; column < horizontal->taps; column++)
          SCALAR_LOOP for (ptrdiff_t out = first; out < after; out++)
            *packed++ = w[out * w_out + in * w_in +
                          (vertical->first_weight + row * vertical->weight_step) * w_row +
                          horizontal->first_weight + column * horizontal->weight_step];
  }
}

static void conv_forward(const bnk_window *window, ptrdiff_t blocks, const float *x, const float *w, const float *bias,
                         bnk_activation activation, float *y, float *workspace) {
  const bnk_window g = *window;
  const axis vertical = forward_axis(g.in_height, g.out_height, g.kernel_height, g.stride_height, g.pad_top);
  const axis horizontal = forward_axis(g.in_width, g.out_width, g.kernel_width, g.stride_width, g.pad_left);
  const ptrdiff_t taps = g.kernel_height * g.kernel_width;
  const ptrdiff_t x_row = g.in_width * LANES, x_channel = g.in_height * x_row;
  const ptrdiff_t y_row = g.out_width * LANES, y_channel = g.out_height * y_row;
  pack_weights(&vertical, &horizontal, g.in_channels, g.out_channels, w, taps, g.in_channels * taps, g.kernel_width,
               workspace);
  for (ptrdiff_t block = 0; block < blocks; block++)
    convolve(&vertical, &horizontal, g.in_channels, g.out_channels, x + block * g.in_channels * x_channel, x_channel,
             x_row, workspace, y + block * g.out_channels * y_channel, y_channel, y_row, bias, activation);
}

static void conv_input_gradient(const bnk_window *window, ptrdiff_t blocks, const float *dy, const float *w, float *dx,
                                float *workspace) {
  const bnk_window g = *window;
  const ptrdiff_t taps = g.kernel_height * g.kernel_width;
  const ptrdiff_t dx_row = g.in_width * LANES, dx_channel = g.in_height * dx_row;
  const ptrdiff_t dy_row = g.out_width * LANES, dy_channel = g.out_height * dy_row;
  for (ptrdiff_t i = 0; i < g.stride_height; i++)
    for (ptrdiff_t j = 0; j < g.stride_width; j++) {
      const axis vertical = gradient_axis(g.in_height, g.out_height, g.kernel_height, g.stride_height, g.pad_top, i);
      const axis horizontal = gradient_axis(g.in_width, g.out_width, g.kernel_width, g.stride_width, g.pad_left, j);
      pack_weights(&vertical, &horizontal, g.out_channels, g.in_channels, w, g.in_channels * taps, taps,
                   g.kernel_width, workspace);
      for (ptrdiff_t block = 0; block < blocks; block++)
        convolve(&vertical, &horizontal, g.out_channels, g.in_channels, dy + block * g.out_channels * dy_channel,
                 dy_channel, dy_row, workspace, dx + block * g.in_channels * dx_channel, dx_channel, dx_row, 0,
                 BNK_LINEAR);
    }
}
