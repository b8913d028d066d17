// The numeric kernels of bnlab: one table of functions per SIMD level, all giving the same bits.
//
// Layouts
//   rows    [rows][stride] floats, row-major; stride is a multiple of 16 and at least the column count, the buffer is
//           64-byte aligned. Columns beyond the real ones ("pad columns") may hold anything finite; kernels may read
//           and write them, and no real column ever depends on them.
//   blocks  [⌈samples/16⌉][channels][height][width][16]: sixteen samples are the sixteen lanes of a vector. Lanes
//           beyond the last sample ("pad lanes") hold finite values in activations and zeros in gradients.
//   vectors and parameters: contiguous, 64-byte aligned, allocated in whole vectors of 16 floats with zeros behind the
//           last element, so that elementwise kernels take a count rounded up to a multiple of 16.
//
// Same bits everywhere: a vector has 16 lanes at every level, every multiply-add is an explicit fused one, and the
// order of every sum is fixed by the data's shape, never by the level, a tile or the number of threads. A caller splits
// work between threads by calling a kernel on slices (rows, columns, channels, blocks) as each kernel's comment allows.
// Only the "base" level of a processor without fused multiply-add may differ in the last bits.
#ifndef BNLAB_CKERNELS_H
#define BNLAB_CKERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum bnk_activation {
  BNK_LINEAR,
  BNK_RELU,
  BNK_TANH,
  BNK_SIGMOID,
} bnk_activation;

/// A two-dimensional convolution (cross-correlation) or pooling, in pixels. Padding below and to the right follows from
/// out_height and out_width.
typedef struct bnk_window {
  ptrdiff_t in_channels, in_height, in_width;
  ptrdiff_t out_channels, out_height, out_width;
  ptrdiff_t kernel_height, kernel_width;
  ptrdiff_t stride_height, stride_width;
  ptrdiff_t pad_top, pad_left;
} bnk_window;

/// The relatives of the rectified linear unit. `alpha` is the slope below 0 of BNK_LEAKY_RELU and BNK_ELU's limit (negated);
/// the others have no parameter. BNK_GELU is x·Φ(x), BNK_GELU_TANH its approximation by a hyperbolic tangent. BNK_SWISH
/// is x·σ(x) with the logistic function σ(x) = 1 / (1 + e⁻ˣ): Keras's swish, PyTorch's SiLU.
typedef enum bnk_unit {
  BNK_LEAKY_RELU,
  BNK_ELU,
  BNK_SELU,
  BNK_GELU,
  BNK_GELU_TANH,
  BNK_SOFTPLUS,
  BNK_SWISH,
} bnk_unit;

/// Names the random numbers of one dropout layer in one step; the words of Philox's key and counter.
typedef struct bnk_stream {
  uint64_t key;
  uint32_t step, index, purpose;
} bnk_stream;

/// How the values of a sample, a vector each in blocks layout, fall into groups that are normalised one by one: group_rows ×
/// group_columns groups of rows × columns values. Strides are in values. The *_parameters tell which element of γ and β belongs
/// to a value: from one row of groups, one row or one column of a group to the next it is so many further.
typedef struct bnk_groups {
  ptrdiff_t group_rows, group_row_stride, group_columns, group_column_stride;
  ptrdiff_t rows, row_stride, columns, column_stride;
  ptrdiff_t group_parameters, row_parameters, column_parameters;
} bnk_groups;

/// One of several threads that compute a product together.
typedef struct bnk_team {
  ptrdiff_t thread, threads;
  /// Shared by the threads: what they have taken and done of the product; zeros before they begin.
  uint32_t *progress;
} bnk_team;

typedef struct bnk_kernels {
  /// "base", "avx2", "avx512" or "neon".
  const char *name;
  /// Whether multiply-adds are fused at this level.
  bool fused;

  // MARK: Products

  /// C[m,n] = activation(A[m,k]·B[k,n] + bias[n]); bias may be null. Element (i,j) of A stands at
  /// a[i*a_row + j*a_column], one of the two strides being 1; B likewise; C has rows of c_row floats (any c_row ≥ n;
  /// nothing beyond column n is written unless c_row is a multiple of 16, when the pad columns of the last vector may
  /// be). An element's sum: k is split into ⌈k/320⌉ nearly equal blocks; within a block one chain of multiply-adds from
  /// 0; the blocks' sums added in order; the bias last.
  /// k is at least 1. Threads: slices of rows of A and C or of columns of B, bias and C (at multiples of 16), without a
  /// team; or all the whole, as a team that shares gemm_progress(m, n, k, team->threads) zeros, unless that is 0. Members
  /// may call late, and all but one never; the product is finished when all calls have returned.
  /// workspace: gemm_workspace(m, n, k) floats, 64-byte aligned, one per thread.
  void (*gemm)(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const float *a, ptrdiff_t a_row, ptrdiff_t a_column,
               const float *b, ptrdiff_t b_row, ptrdiff_t b_column, float *c, ptrdiff_t c_row, const float *bias,
               bnk_activation activation, const bnk_team *team, float *workspace);
  ptrdiff_t (*gemm_workspace)(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k);
  ptrdiff_t (*gemm_progress)(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, ptrdiff_t threads);

  /// The same for an A that consists mostly of zeros, which are left out; one of C's strides must be 1. Bit for bit what
  /// gemm gives, but with +0 for -0 in the sums. Threads as for gemm; progress: sparse_gemm_progress(m, n, k, threads). workspace:
  /// sparse_gemm_workspace() floats.
  void (*sparse_gemm)(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const float *a, ptrdiff_t a_row, ptrdiff_t a_column,
                      const float *b, ptrdiff_t b_row, ptrdiff_t b_column, float *c, ptrdiff_t c_row,
                      ptrdiff_t c_column, const float *bias, bnk_activation activation, const bnk_team *team,
                      float *workspace);
  ptrdiff_t (*sparse_gemm_workspace)(void);
  ptrdiff_t (*sparse_gemm_progress)(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, ptrdiff_t threads);

  /// The zeros of a matrix, of either sign; rows have room for whole vectors. Threads: slices of rows.
  ptrdiff_t (*count_zeros)(ptrdiff_t rows, ptrdiff_t columns, const float *x, ptrdiff_t stride);

  /// Blocks to blocks: y = activation(conv(x, w) + bias). w [out][in][kernel_height][kernel_width], bias [out] or null.
  /// Any padding and stride; weights that fall on padding are left out rather than multiplied by zeros.
  /// Threads: slices of blocks. workspace: conv_workspace(window) floats, one per thread, for all three.
  void (*conv_forward)(const bnk_window *window, ptrdiff_t blocks, const float *x, const float *w, const float *bias,
                       bnk_activation activation, float *y, float *workspace);
  /// dx from dy; overwrites dx. Threads: slices of blocks.
  void (*conv_input_gradient)(const bnk_window *window, ptrdiff_t blocks, const float *dy, const float *w, float *dx,
                              float *workspace);
  /// dw from x and dy for the output channels first..<last; overwrites their part of dw (dw is the whole tensor).
  /// Threads: slices of output channels.
  void (*conv_weight_gradient)(const bnk_window *window, ptrdiff_t blocks, ptrdiff_t first, ptrdiff_t last,
                               const float *x, const float *dy, float *dw, float *workspace);
  ptrdiff_t (*conv_workspace)(const bnk_window *window);

  // MARK: Pooling (blocks; planes = blocks × channels; threads: slices of planes; no padding; channel fields unused)

  void (*average_pool)(const bnk_window *window, ptrdiff_t planes, const float *x, float *y);
  void (*average_pool_gradient)(const bnk_window *window, ptrdiff_t planes, const float *dy, float *dx);
  /// NaN in a window gives NaN.
  void (*max_pool)(const bnk_window *window, ptrdiff_t planes, const float *x, float *y);
  /// The gradient goes to the first maximum of each window in row order.
  void (*max_pool_gradient)(const bnk_window *window, ptrdiff_t planes, const float *x, const float *y,
                            const float *dy, float *dx);

  // MARK: Elementwise (count is a multiple of 16; x and y may be the same)

  void (*activate)(bnk_activation activation, ptrdiff_t count, const float *x, float *y);
  /// dx = dy · activation'(x), computed from the output y. dx may be dy.
  void (*activation_gradient)(bnk_activation activation, ptrdiff_t count, const float *y, const float *dy, float *dx);
  void (*exponential)(ptrdiff_t count, const float *x, float *y);
  void (*logarithm)(ptrdiff_t count, const float *x, float *y);

  // MARK: Sums over the batch, rows layout (columns is a multiple of 16; threads: slices of columns)

  void (*column_sums)(ptrdiff_t rows, ptrdiff_t columns, const float *x, ptrdiff_t stride, float *sums);
  /// Mean and biased variance of each column, the variance as the mean square of deviations from the mean.
  void (*column_moments)(ptrdiff_t rows, ptrdiff_t columns, const float *x, ptrdiff_t stride, float *mean,
                         float *variance);
  /// y = (x − mean)·scale + shift by column. y may be x.
  void (*column_normalize)(ptrdiff_t rows, ptrdiff_t columns, const float *x, ptrdiff_t stride, const float *mean,
                           const float *scale, const float *shift, float *y);
  /// sum_dy = Σ dy and sum_dy_x = Σ dy·(x − mean), by column.
  void (*column_gradient_sums)(ptrdiff_t rows, ptrdiff_t columns, const float *x, const float *dy, ptrdiff_t stride,
                               const float *mean, float *sum_dy, float *sum_dy_x);
  /// dx = scale·(dy − offset − (x − mean)·slope) by column. dx may be dy.
  void (*column_input_gradient)(ptrdiff_t rows, ptrdiff_t columns, const float *x, const float *dy, ptrdiff_t stride,
                                const float *mean, const float *scale, const float *offset, const float *slope,
                                float *dx);

  // MARK: Sums over batch and pixels, blocks layout
  // As above for each of `channels` channels; `stride` is the number of floats from one block's first channel to the
  // next block's; `samples` tells which lanes of the last block are real. Threads: slices of channels. Writers of
  // gradients set pad lanes to zero. Per-channel arguments are scalars of arrays (not replicated).

  void (*channel_sums)(ptrdiff_t samples, ptrdiff_t channels, ptrdiff_t pixels, const float *x, ptrdiff_t stride,
                       float *sums);
  void (*channel_moments)(ptrdiff_t samples, ptrdiff_t channels, ptrdiff_t pixels, const float *x, ptrdiff_t stride,
                          float *mean, float *variance);
  void (*channel_normalize)(ptrdiff_t samples, ptrdiff_t channels, ptrdiff_t pixels, const float *x, ptrdiff_t stride,
                            const float *mean, const float *scale, const float *shift, float *y);
  void (*channel_gradient_sums)(ptrdiff_t samples, ptrdiff_t channels, ptrdiff_t pixels, const float *x,
                                const float *dy, ptrdiff_t stride, const float *mean, float *sum_dy, float *sum_dy_x);
  void (*channel_input_gradient)(ptrdiff_t samples, ptrdiff_t channels, ptrdiff_t pixels, const float *x,
                                 const float *dy, ptrdiff_t stride, const float *mean, const float *scale,
                                 const float *offset, const float *slope, float *dx);

  // MARK: Layout

  /// out[i] = source[indices[i]] for whole samples of `features` floats; indices null means first, first+1, ...
  void (*gather_rows)(ptrdiff_t samples, ptrdiff_t features, const float *source, const int32_t *indices, float *out,
                      ptrdiff_t stride);
  /// The same into blocks (features = channels × height × width), pad lanes zero. source rows are source_stride apart.
  void (*gather_blocks)(ptrdiff_t samples, ptrdiff_t features, const float *source, ptrdiff_t source_stride,
                        const int32_t *indices, float *out);
  /// Blocks to rows.
  void (*unpack_blocks)(ptrdiff_t samples, ptrdiff_t features, const float *blocks, float *rows, ptrdiff_t stride);

  // MARK: Outputs and losses, rows layout (threads: slices of rows)

  void (*softmax)(ptrdiff_t rows, ptrdiff_t columns, const float *x, ptrdiff_t stride, float *y);
  /// dx = y·(dy − Σ dy·y) by row.
  void (*softmax_gradient)(ptrdiff_t rows, ptrdiff_t columns, const float *y, const float *dy, ptrdiff_t stride,
                           float *dx);
  /// losses[i] = −log softmax(x_i)[label_i]; if dx is not null, dx = (softmax(x) − onehot)·gradient_scale. A row whose
  /// label is the first maximum of x (NaN counts as the maximum, as in NumPy's argmax) is right: returns how many.
  ptrdiff_t (*softmax_cross_entropy)(ptrdiff_t rows, ptrdiff_t columns, const float *x, ptrdiff_t stride,
                                     const int32_t *labels, float gradient_scale, float *losses, float *dx);
  /// losses[i] = −log p of the label under sigmoid(x_i0), x has one real column; right: (x > 0) == (label == 1).
  ptrdiff_t (*sigmoid_cross_entropy)(ptrdiff_t rows, const float *x, ptrdiff_t stride, const int32_t *labels,
                                     float gradient_scale, float *losses, float *dx);

  // MARK: Optimizers (count is a multiple of 16; threads: slices at multiples of 16)

  /// v ← momentum·v − rate·g; w ← w + v, or with nesterov w ← w + momentum·v − rate·g. velocity may be null when
  /// momentum is 0.
  void (*sgd)(ptrdiff_t count, float rate, float momentum, bool nesterov, const float *gradient, float *velocity,
              float *weights);
  /// v ← rho·v + (1−rho)·g²; w ← w − rate·g / √(v + epsilon). complement = 1 − rho, rounded from double.
  void (*rmsprop)(ptrdiff_t count, float rate, float rho, float complement, float epsilon, const float *gradient,
                  float *mean_square, float *weights);
  /// m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g²; w ← w − step·m / (√v·root_correction + epsilon), where step =
  /// rate/(1−β₁ᵗ) and root_correction = 1/√(1−β₂ᵗ).
  void (*adam)(ptrdiff_t count, float step, float root_correction, float beta_1, float complement_1, float beta_2,
               float complement_2, float epsilon, const float *gradient, float *mean, float *mean_square,
               float *weights);

  // MARK: Measuring the machine

  /// Runs `rounds` rounds of independent multiply-adds in registers and returns the number of floating-point operations
  /// done. `sink` holds a finite value and receives another, so that nothing is optimised away.
  double (*multiply_add_peak)(ptrdiff_t rounds, float *sink);

  // MARK: Relatives of the rectifier, elementwise (count is a multiple of 16; x and y may be the same, dy and dx too)

  void (*apply_unit)(bnk_unit unit, float alpha, ptrdiff_t count, const float *x, float *y);
  /// dx = dy · unit'(x), from the input x.
  void (*unit_gradient)(bnk_unit unit, float alpha, ptrdiff_t count, const float *x, const float *dy, float *dx);

  // MARK: Dropout (count is a multiple of 16; y may be x; threads: slices at multiples of 64)

  /// y = x·scale, or 0 with the probability rate / 2²⁴. `first` is the place of x[0] in the whole: the mask of a value
  /// depends on its place and the stream alone.
  void (*dropout)(ptrdiff_t count, ptrdiff_t first, const bnk_stream *stream, uint32_t rate, float scale, const float *x,
                  float *y);

  // MARK: Recurrent layers, rows layout (threads: slices of rows)

  /// One step of an LSTM. With z = gates + from_hidden, each row four parts i, f, g, o of `units` columns:
  /// c = sigmoid(z_f)·previous_cell + sigmoid(z_i)·tanh(z_g), h = sigmoid(z_o)·tanh(c). Leaves the four activations in gates,
  /// and writes h to hidden and hidden_copy, of which each may be null. from_hidden and previous_cell are null at the first step.
  void (*lstm_step)(ptrdiff_t rows, ptrdiff_t units, float *gates, ptrdiff_t gates_row, const float *from_hidden,
                    ptrdiff_t from_hidden_row, const float *previous_cell, float *cell, ptrdiff_t cell_row, float *hidden,
                    ptrdiff_t hidden_row, float *hidden_copy, ptrdiff_t copy_row);
  /// The way back: h's gradient is dy + dh, either null where it is zero; dh is null at the last step, where dc is
  /// taken for zero too. Leaves dz in gates and the previous cell's gradient in dc.
  void (*lstm_step_gradient)(ptrdiff_t rows, ptrdiff_t units, float *gates, ptrdiff_t gates_row,
                             const float *previous_cell, const float *cell, ptrdiff_t cell_row, const float *dy,
                             ptrdiff_t dy_row, const float *dh, ptrdiff_t dh_row, float *dc, ptrdiff_t dc_row);

  // MARK: Normalization within a sample, blocks layout, one block a call
  // mean, inverse: [groups][16]. `samples` tells which lanes are real; the others are written as zeros.

  /// Mean and 1/√(variance + epsilon), the variance biased and as the mean square of deviations from the mean.
  void (*group_moments)(const bnk_groups *groups, float epsilon, const float *x, float *mean, float *inverse);
  /// y = (x − mean)·inverse·gamma + beta. y may be x.
  void (*group_normalize)(const bnk_groups *groups, ptrdiff_t samples, const float *x, const float *mean,
                          const float *inverse, const float *gamma, const float *beta, float *y);
  /// Adds dy and dy·(x − mean)·inverse to the sums [parameters][16], lane by lane.
  void (*group_parameter_sums)(const bnk_groups *groups, ptrdiff_t samples, const float *x, const float *dy,
                               const float *mean, const float *inverse, float *sum_dy, float *sum_dy_x);
  /// dx; may be dy.
  void (*group_input_gradient)(const bnk_groups *groups, ptrdiff_t samples, const float *x, const float *dy,
                               const float *mean, const float *inverse, const float *gamma, float *dx);

  // MARK: Parameters (count is a multiple of 16)

  /// Σ x² and Σ |x|, by chunks of 1024 that are added in double precision.
  double (*sum_of_squares)(ptrdiff_t count, const float *x);
  double (*sum_of_magnitudes)(ptrdiff_t count, const float *x);
  /// gradient += l1·sign(weights) + 2·l2·weights. Threads: slices at multiples of 16, as for the next two.
  void (*add_penalty_gradient)(ptrdiff_t count, float l1, float l2, const float *weights, float *gradient);
  void (*scale_values)(ptrdiff_t count, float factor, float *x);
  /// x limited to −limit...limit; NaN stays.
  void (*clip_values)(ptrdiff_t count, float limit, float *x);

  // MARK: Regression (rows layout; threads: slices of rows)

  /// losses[i] = Σ (x − target)² / columns; targets [rows][columns] without padding. If dx is not null,
  /// dx = 2·(x − target)·gradient_scale / columns.
  void (*squared_error)(ptrdiff_t rows, ptrdiff_t columns, const float *x, ptrdiff_t stride, const float *targets,
                        float gradient_scale, float *losses, float *dx);
} bnk_kernels;

/// The table of a level by name; null where the name is unknown or this processor (or build) lacks the level.
const bnk_kernels *bnk_kernels_named(const char *name);
/// The best level of this processor.
const bnk_kernels *bnk_kernels_best(void);
/// The n-th level that this processor can run, from the plainest (n = 0); null beyond the last. For tests and help.
const bnk_kernels *bnk_kernels_at(ptrdiff_t n);

#endif
