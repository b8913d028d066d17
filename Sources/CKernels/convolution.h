// Convolution and the gradient of its input, blocks to blocks, without im2col.
//
// The gradient of the input is itself a convolution, of dy with the flipped kernel. With a stride s it falls into s
// convolutions in each direction ("phases"), each of the pixels of one remainder with every s-th weight. Both directions
// of both are described by an `axis`, and run by `convolve`.
//
// Blocking: output row by row; within a row all tiles of output channels, so that the input rows stay in the first-level cache;
// within those, groups of up to four pixels. Weights are packed once for each tile of channels. Kernel rows outside
// the image are skipped. Kernel columns are skipped where they are outside for the whole group; where they are outside
// for some of its pixels, zeros are read from a widened copy of the block. Groups depend on the width alone, so every
// level multiplies by the same zeros.

/// One direction of a convolution with input positions first tap = stride·output − pad.
typedef struct {
  ptrdiff_t in_size, taps, stride, pad;
  ptrdiff_t first_weight, weight_step;           // tap t uses kernel position first_weight + t·weight_step
  ptrdiff_t out_count, first_out, out_step;      // outputs stand at first_out + i·out_step
} axis;

static axis forward_axis(ptrdiff_t in, ptrdiff_t out, ptrdiff_t kernel, ptrdiff_t stride, ptrdiff_t pad) {
  return (axis){.in_size = in, .taps = kernel, .stride = stride, .pad = pad, .first_weight = 0, .weight_step = 1,
                .out_count = out, .first_out = 0, .out_step = 1};
}

/// The input positions i with i + pad = phase + stride·t: dx[i] = Σⱼ dy[t − j]·w[phase + stride·j].
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

/// The taps of the outputs first...last that meet the image for at least one of them: from *begin up to the result.
INLINE ptrdiff_t taps_inside(const axis *a, ptrdiff_t first, ptrdiff_t last, ptrdiff_t *begin) {
  *begin = least(most(a->pad - last * a->stride, 0), a->taps);
  return most(least(a->in_size + a->pad - first * a->stride, a->taps), *begin);
}

/// Zeros needed before and behind the input so that every group reads inside; `in_size` when none are.
static void widen(const axis *a, ptrdiff_t *before, ptrdiff_t *width) {
  const ptrdiff_t groups = quotient_up(a->out_count, PIXEL_GROUP);
  for (ptrdiff_t group = 0; group < groups; group++) {
    const ptrdiff_t first = part_start(a->out_count, groups, group);
    const ptrdiff_t last = part_start(a->out_count, groups, group + 1) - 1;
    ptrdiff_t begin;
    const ptrdiff_t end = taps_inside(a, first, last, &begin);
    if (begin >= end) continue;
    *before = most(*before, a->pad - first * a->stride - begin);
    *width = most(*width, last * a->stride - a->pad + end);
  }
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

/// One block of one phase. x is the (widened) input, its first real column at x; w the packed weights.
static void convolve(const axis *vertical, const axis *horizontal, ptrdiff_t in_channels, ptrdiff_t out_channels,
                     const float *x, ptrdiff_t x_channel, ptrdiff_t x_row, const float *w, float *y, ptrdiff_t y_channel,
                     ptrdiff_t y_row, const float *bias, bnk_activation activation) {
  const ptrdiff_t tiles = quotient_up(out_channels, CONVOLUTION_CHANNELS);
  const ptrdiff_t groups = quotient_up(horizontal->out_count, PIXEL_GROUP);
  const ptrdiff_t taps = vertical->taps * horizontal->taps;
  for (ptrdiff_t i = 0; i < vertical->out_count; i++) {
    ptrdiff_t row_begin;
    const ptrdiff_t row_end = taps_inside(vertical, i, i, &row_begin);
    const float *const x_first = x + (i * vertical->stride - vertical->pad + row_begin) * x_row;
    float *const y_first = y + (vertical->first_out + i * vertical->out_step) * y_row + horizontal->first_out * LANES;
    for (ptrdiff_t tile = 0; tile < tiles; tile++) {
      const ptrdiff_t channel = part_start(out_channels, tiles, tile);
      const ptrdiff_t channels = part_start(out_channels, tiles, tile + 1) - channel;
      float *const y_tile = y_first + channel * y_channel;
      convolution_steps steps = {
          .in_channels = in_channels, .rows = row_end - row_begin, .x_channel = x_channel, .x_row = x_row,
          .x_pixel = horizontal->stride * LANES, .w_channel = taps * channels, .w_row = horizontal->taps * channels,
          .y_channel = y_channel, .y_pixel = horizontal->out_step * LANES};
      for (ptrdiff_t group = 0; group < groups; group++) {
        const ptrdiff_t first = part_start(horizontal->out_count, groups, group);
        const ptrdiff_t after = part_start(horizontal->out_count, groups, group + 1);
        ptrdiff_t begin;
        steps.columns = taps_inside(horizontal, first, after - 1, &begin) - begin;
        const float *const w_first = w + channel * in_channels * taps + row_begin * steps.w_row + begin * channels;
        for (ptrdiff_t j = first; j < after; j += TILE_PIXELS(channels))
          convolution_tiles[channels - 1][least(after - j, TILE_PIXELS(channels)) - 1](
              &steps, x_first + (j * horizontal->stride - horizontal->pad + begin) * LANES, w_first,
              y_tile + j * steps.y_pixel);
      }
      finish_tile(activation, channels, horizontal->out_count, y_tile, y_channel, bias ? bias + channel : bias,
                  bias ? BIAS_BY_ROW : NO_BIAS);
    }
  }
}

/// Packs the weights of one phase for `convolve`: [tile of output channels][in][row][column][channel of the tile].
static void pack_weights(const axis *vertical, const axis *horizontal, ptrdiff_t in_channels, ptrdiff_t out_channels,
                         const float *w, ptrdiff_t w_in, ptrdiff_t w_out, ptrdiff_t w_row, float *packed) {
  const ptrdiff_t tiles = quotient_up(out_channels, CONVOLUTION_CHANNELS);
  for (ptrdiff_t tile = 0; tile < tiles; tile++)
    for (ptrdiff_t in = 0; in < in_channels; in++)
      for (ptrdiff_t row = 0; row < vertical->taps; row++)
        for (ptrdiff_t column = 0; column < horizontal->taps; column++)
          for (ptrdiff_t out = part_start(out_channels, tiles, tile); out < part_start(out_channels, tiles, tile + 1); out++)
            *packed++ = w[out * w_out + in * w_in +
                          (vertical->first_weight + row * vertical->weight_step) * w_row +
                          horizontal->first_weight + column * horizontal->weight_step];
}

static void conv_forward(const bnk_window *window, ptrdiff_t blocks, const float *x, const float *w, const float *bias,
                         bnk_activation activation, float *y, float *workspace) {
  const bnk_window g = *window;
  const axis vertical = forward_axis(g.in_height, g.out_height, g.kernel_height, g.stride_height, g.pad_top);
  const axis horizontal = forward_axis(g.in_width, g.out_width, g.kernel_width, g.stride_width, g.pad_left);
  const ptrdiff_t taps = g.kernel_height * g.kernel_width;
  float *const widened = workspace + round_up(g.in_channels * g.out_channels * taps, LANES);
  pack_weights(&vertical, &horizontal, g.in_channels, g.out_channels, w, taps, g.in_channels * taps, g.kernel_width,
               workspace);
  ptrdiff_t before = 0, width = g.in_width;
  widen(&horizontal, &before, &width);
  width += before;
  for (ptrdiff_t block = 0; block < blocks; block++) {
    const float *image = x + block * g.in_channels * g.in_height * g.in_width * LANES;
    if (width > g.in_width) {
      copy_padded(g.in_channels, g.in_height, g.in_width, image, 0, before, g.in_height, width, widened);
      image = widened;
    }
    convolve(&vertical, &horizontal, g.in_channels, g.out_channels, image + before * LANES, g.in_height * width * LANES,
             width * LANES, workspace, y + block * g.out_channels * g.out_height * g.out_width * LANES,
             g.out_height * g.out_width * LANES, g.out_width * LANES, bias, activation);
  }
}

static void conv_input_gradient(const bnk_window *window, ptrdiff_t blocks, const float *dy, const float *w, float *dx,
                                float *workspace) {
  const bnk_window g = *window;
  const ptrdiff_t taps = g.kernel_height * g.kernel_width;
  float *const widened = workspace + round_up(g.in_channels * g.out_channels * taps, LANES);
  ptrdiff_t before = 0, width = g.out_width;
  for (ptrdiff_t phase = 0; phase < g.stride_width; phase++) {
    const axis horizontal =
        gradient_axis(g.in_width, g.out_width, g.kernel_width, g.stride_width, g.pad_left, phase);
    widen(&horizontal, &before, &width);
  }
  width += before;
  for (ptrdiff_t block = 0; block < blocks; block++) {
    const float *image = dy + block * g.out_channels * g.out_height * g.out_width * LANES;
    if (width > g.out_width) {
      copy_padded(g.out_channels, g.out_height, g.out_width, image, 0, before, g.out_height, width, widened);
      image = widened;
    }
    float *packed = workspace;
    for (ptrdiff_t i = 0; i < g.stride_height; i++)
      for (ptrdiff_t j = 0; j < g.stride_width; j++) {
        const axis vertical =
            gradient_axis(g.in_height, g.out_height, g.kernel_height, g.stride_height, g.pad_top, i);
        const axis horizontal =
            gradient_axis(g.in_width, g.out_width, g.kernel_width, g.stride_width, g.pad_left, j);
        if (block == 0)
          pack_weights(&vertical, &horizontal, g.out_channels, g.in_channels, w, g.in_channels * taps, taps,
                       g.kernel_width, packed);
        convolve(&vertical, &horizontal, g.out_channels, g.in_channels, image + before * LANES,
                 g.out_height * width * LANES, width * LANES, packed,
                 dx + block * g.in_channels * g.in_height * g.in_width * LANES, g.in_height * g.in_width * LANES,
                 g.in_width * LANES, 0, BNK_LINEAR);
        packed += g.in_channels * g.out_channels * vertical.taps * horizontal.taps;
      }
  }
}
