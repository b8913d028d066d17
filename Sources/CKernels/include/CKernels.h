// The numeric kernels of bnlab: one table of functions for each SIMD level. All levels compute the same bits.
//
// Layouts of tensors in memory
//   rows    [rows][stride] floats, row-major. stride is a multiple of 16 and at least the number of columns. The buffer
//           is 64-byte aligned. The columns after the real ones ("pad columns") may hold any finite values. Kernels may
//           read and write them, but no real column depends on them.
//   blocks  [⌈samples/16⌉][channels][height][width][16]: sixteen samples are the sixteen lanes of a vector. The lanes
//           after the last sample ("pad lanes") hold finite values in activations and zeros in gradients.
//   vectors and parameters: contiguous and 64-byte aligned. They are allocated in whole vectors of 16 floats, with zeros
//           after the last element. So elementwise kernels can take a count that is rounded up to a multiple of 16.
//
// The same bits everywhere: a vector has 16 lanes at every level, and every multiply-add is an explicit fused one. The
// order of every sum depends only on the shape of the data, not on the level, the tiles or the number of threads. A
// caller divides work between threads by calling a kernel on slices of rows, columns, channels or blocks; each kernel's
// comment says which slices are allowed ("Threads: ..."). Only the "base" level of a processor without fused
// multiply-add may differ in the last bits.
#ifndef BNLAB_CKERNELS_H
#define BNLAB_CKERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The activation functions that products and convolutions can apply to their results.
typedef enum bnk_activation {
  BNK_LINEAR,
  BNK_RELU,
  BNK_TANH,
  BNK_SIGMOID,
} bnk_activation;

/// The sizes of a two-dimensional convolution (cross-correlation) or pooling, in pixels. The padding below and on the
/// right is not stored; it follows from out_height and out_width.
typedef struct bnk_window {
  ptrdiff_t in_channels, in_height, in_width;
  ptrdiff_t out_channels, out_height, out_width;
  ptrdiff_t kernel_height, kernel_width;
  ptrdiff_t stride_height, stride_width;
  ptrdiff_t pad_top, pad_left;
} bnk_window;

/// The relatives of the rectified linear unit (ReLU). Two of them have a parameter `alpha`: it is the slope of
/// BNK_LEAKY_RELU below 0, and BNK_ELU tends to −alpha at −∞. BNK_GELU is x·Φ(x) with the distribution function Φ of
/// the standard normal distribution; BNK_GELU_TANH is its approximation by a hyperbolic tangent. BNK_SWISH is x·σ(x)
/// with the logistic function σ(x) = 1 / (1 + e⁻ˣ): Keras calls it swish, PyTorch SiLU.
typedef enum bnk_unit {
  BNK_LEAKY_RELU,
  BNK_ELU,
  BNK_SELU,
  BNK_GELU,
  BNK_GELU_TANH,
  BNK_SOFTPLUS,
  BNK_SWISH,
} bnk_unit;

/// Identifies the random numbers of one dropout layer in one training step. The fields are words of the key and the
/// counter of the random number generator Philox.
typedef struct bnk_stream {
  uint64_t key;
  uint32_t step, index, purpose;
} bnk_stream;

/// How the values of a sample are divided into groups that are normalized separately. There are group_rows ×
/// group_columns groups of rows × columns values. In blocks layout, a value is one vector (of sixteen samples). Strides
/// are in values. The *_parameters are the strides of the index into γ and β: the index grows by group_parameters from
/// one row of groups to the next, by row_parameters from one row of a group to the next, and by column_parameters from
/// one column of a group to the next.
typedef struct bnk_groups {
  ptrdiff_t group_rows, group_row_stride, group_columns, group_column_stride;
  ptrdiff_t rows, row_stride, columns, column_stride;
  ptrdiff_t group_parameters, row_parameters, column_parameters;
} bnk_groups;

/// The sizes and numbers of local response normalization. The window of channel c is c − before to c + after, as far as
/// there are such channels. Each value is divided by (k + scale·Σ x²)^beta, with the sum over the window at its pixel.
/// k must be positive, scale and beta must not be negative.
typedef struct bnk_response {
  ptrdiff_t channels, pixels, before, after;
  float k, scale, beta;
} bnk_response;

/// One member of a team: a thread that computes a product together with others.
typedef struct bnk_team {
  /// This thread's number, from 0, and the number of threads.
  ptrdiff_t thread, threads;
  /// Shared by all threads of the team: which parts of the product are taken and which are done. Must hold zeros before
  /// the first thread begins.
  uint32_t *progress;
} bnk_team;

/// The kernels of one SIMD level.
typedef struct bnk_kernels {
  /// "base", "avx2", "avx512" or "neon".
  const char *name;
  /// Whether multiply-adds are fused at this level.
  bool fused;

  // MARK: Products

  /// Matrix product C[m,n] = activation(A[m,k]·B[k,n] + bias[n]); bias may be null. k is at least 1.
  /// Element (i,j) of A is a[i*a_row + j*a_column], where one of the two strides must be 1. The same holds for B. A row
  /// of C takes c_row ≥ n floats. Nothing after column n is written, except when c_row is a multiple of 16: then the
  /// pad columns of the last vector may be written.
  /// Order of an element's sum: k is divided into ⌈k/320⌉ nearly equal blocks. Each block is one chain of multiply-adds
  /// that begins at 0. The sums of the blocks are added in order, the bias last.
  /// Threads, without a team: slices of rows of A and C, or of columns of B, bias and C (at multiples of 16).
  /// Threads, as a team: all threads make the same call and share `progress`, gemm_progress(m, n, k, team->threads)
  /// zeros; if that function returns 0, the product is too small for a team. Members may join late; all but one may
  /// never join. The product is finished when all calls have returned.
  /// workspace: gemm_workspace(m, n, k) floats, 64-byte aligned, one for each thread.
  void (*gemm)(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const float *a, ptrdiff_t a_row, ptrdiff_t a_column,
               const float *b, ptrdiff_t b_row, ptrdiff_t b_column, float *c, ptrdiff_t c_row, const float *bias,
               bnk_activation activation, const bnk_team *team, float *workspace);
  ptrdiff_t (*gemm_workspace)(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k);
  ptrdiff_t (*gemm_progress)(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, ptrdiff_t threads);

  /// The same product for an A that consists mostly of zeros, which are skipped. One of the strides of C must be 1. The
  /// result has the same bits as gemm's, except that sums are +0 where gemm may have −0.
  /// Threads: as for gemm, with sparse_gemm_progress(m, n, k, threads) zeros of progress.
  /// workspace: sparse_gemm_workspace() floats, one for each thread.
  void (*sparse_gemm)(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const float *a, ptrdiff_t a_row, ptrdiff_t a_column,
                      const float *b, ptrdiff_t b_row, ptrdiff_t b_column, float *c, ptrdiff_t c_row,
                      ptrdiff_t c_column, const float *bias, bnk_activation activation, const bnk_team *team,
                      float *workspace);
  ptrdiff_t (*sparse_gemm_workspace)(void);
  ptrdiff_t (*sparse_gemm_progress)(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, ptrdiff_t threads);

  /// Returns the number of zeros (of either sign) in a matrix. Rows must have room for whole vectors. Threads: slices
  /// of rows.
  ptrdiff_t (*count_zeros)(ptrdiff_t rows, ptrdiff_t columns, const float *x, ptrdiff_t stride);

  /// Convolution in blocks layout: y = activation(conv(x, w) + bias). w is [out][in][kernel_height][kernel_width], bias
  /// is [out] or null. Any padding and stride are allowed. Weights that fall on padding are skipped, not multiplied by
  /// 0.
  /// Threads: slices of blocks. workspace: conv_workspace(window) floats, one for each thread; the same for the next
  /// two.
  void (*conv_forward)(const bnk_window *window, ptrdiff_t blocks, const float *x, const float *w, const float *bias,
                       bnk_activation activation, float *y, float *workspace);
  /// Computes dx, the gradient with respect to the input, from dy. Overwrites dx. Threads: slices of blocks.
  void (*conv_input_gradient)(const bnk_window *window, ptrdiff_t blocks, const float *dy, const float *w, float *dx,
                              float *workspace);
  /// Computes dw, the gradient with respect to the weights, from x and dy for the output channels first..<last. dw is
  /// the whole tensor; only the part of these channels is overwritten. Threads: slices of output channels.
  void (*conv_weight_gradient)(const bnk_window *window, ptrdiff_t blocks, ptrdiff_t first, ptrdiff_t last,
                               const float *x, const float *dy, float *dw, float *workspace);
  ptrdiff_t (*conv_workspace)(const bnk_window *window);

  // MARK: Pooling
  // Blocks layout, without padding. planes = blocks × channels; the channel fields of the window are not used. Threads:
  // slices of planes.

  void (*average_pool)(const bnk_window *window, ptrdiff_t planes, const float *x, float *y);
  void (*average_pool_gradient)(const bnk_window *window, ptrdiff_t planes, const float *dy, float *dx);
  /// The result of a window that contains NaN is NaN.
  void (*max_pool)(const bnk_window *window, ptrdiff_t planes, const float *x, float *y);
  /// The gradient goes to the first maximum of each window in row order.
  void (*max_pool_gradient)(const bnk_window *window, ptrdiff_t planes, const float *x, const float *y,
                            const float *dy, float *dx);

  // MARK: Elementwise functions (count is a multiple of 16; x and y may be the same)

  void (*activate)(bnk_activation activation, ptrdiff_t count, const float *x, float *y);
  /// dx = dy · activation'(x), computed from the output y = activation(x). dx may be dy.
  void (*activation_gradient)(bnk_activation activation, ptrdiff_t count, const float *y, const float *dy, float *dx);
  void (*exponential)(ptrdiff_t count, const float *x, float *y);
  void (*logarithm)(ptrdiff_t count, const float *x, float *y);

  // MARK: Sums over the batch, rows layout (columns is a multiple of 16; threads: slices of columns)

  void (*column_sums)(ptrdiff_t rows, ptrdiff_t columns, const float *x, ptrdiff_t stride, float *sums);
  /// Mean and biased variance of each column. The variance is the mean of the squared deviations from the mean.
  void (*column_moments)(ptrdiff_t rows, ptrdiff_t columns, const float *x, ptrdiff_t stride, float *mean,
                         float *variance);
  /// y = (x − mean)·scale + shift, column by column. y may be x.
  void (*column_normalize)(ptrdiff_t rows, ptrdiff_t columns, const float *x, ptrdiff_t stride, const float *mean,
                           const float *scale, const float *shift, float *y);
  /// sum_dy = Σ dy and sum_dy_x = Σ dy·(x − mean), column by column.
  void (*column_gradient_sums)(ptrdiff_t rows, ptrdiff_t columns, const float *x, const float *dy, ptrdiff_t stride,
                               const float *mean, float *sum_dy, float *sum_dy_x);
  /// dx = scale·(dy − offset − (x − mean)·slope), column by column. dx may be dy.
  void (*column_input_gradient)(ptrdiff_t rows, ptrdiff_t columns, const float *x, const float *dy, ptrdiff_t stride,
                                const float *mean, const float *scale, const float *offset, const float *slope,
                                float *dx);

  // MARK: Sums over batch and pixels, blocks layout
  // The same functions for each of `channels` channels. `stride` is the number of floats from one block's first channel
  // to the next block's first channel. `samples` is the number of samples, so it says which lanes of the last block are
  // real. Kernels that write gradients set the pad lanes to zero. Arguments that belong to channels (sums, mean, scale
  // and so on) are arrays of one float for each channel. Threads: slices of channels.

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

  /// out[i] = source[indices[i]] for whole samples of `features` floats. If indices is null, out[i] = source[i].
  void (*gather_rows)(ptrdiff_t samples, ptrdiff_t features, const float *source, const int32_t *indices, float *out,
                      ptrdiff_t stride);
  /// The same into blocks layout, where features = channels × height × width. Pad lanes become zero. The samples of
  /// `source` are source_stride floats apart.
  void (*gather_blocks)(ptrdiff_t samples, ptrdiff_t features, const float *source, ptrdiff_t source_stride,
                        const int32_t *indices, float *out);
  /// Copies from blocks layout to rows layout.
  void (*unpack_blocks)(ptrdiff_t samples, ptrdiff_t features, const float *blocks, float *rows, ptrdiff_t stride);

  // MARK: Outputs and losses, rows layout (threads: slices of rows)

  void (*softmax)(ptrdiff_t rows, ptrdiff_t columns, const float *x, ptrdiff_t stride, float *y);
  /// dx = y·(dy − Σ dy·y), row by row.
  void (*softmax_gradient)(ptrdiff_t rows, ptrdiff_t columns, const float *y, const float *dy, ptrdiff_t stride,
                           float *dx);
  /// losses[i] = −log softmax(x_i)[label_i]. If dx is not null, dx = (softmax(x) − onehot)·gradient_scale. Returns the
  /// number of correctly classified rows: those whose label is the first maximum of x. As in NumPy's argmax, NaN counts
  /// as the maximum.
  ptrdiff_t (*softmax_cross_entropy)(ptrdiff_t rows, ptrdiff_t columns, const float *x, ptrdiff_t stride,
                                     const int32_t *labels, float gradient_scale, float *losses, float *dx);
  /// losses[i] = −log p, where p is sigmoid(x_i0) for the label 1 and 1 − sigmoid(x_i0) for the label 0. x has one real
  /// column. If dx is not null, dx = (sigmoid(x) − label)·gradient_scale. Returns the number of correctly classified
  /// rows: those with (x > 0) == (label == 1).
  ptrdiff_t (*sigmoid_cross_entropy)(ptrdiff_t rows, const float *x, ptrdiff_t stride, const int32_t *labels,
                                     float gradient_scale, float *losses, float *dx);

  // MARK: Optimizers (count is a multiple of 16; threads: slices at multiples of 16)
  // They return whether all new weights are finite.

  /// v ← momentum·v − rate·g and w ← w + v, or with nesterov w ← w + momentum·v − rate·g. velocity may be null if
  /// momentum is 0.
  bool (*sgd)(ptrdiff_t count, float rate, float momentum, bool nesterov, const float *gradient, float *velocity,
              float *weights);
  /// v ← rho·v + (1−rho)·g² and w ← w − rate·g / √(v + epsilon). complement is 1 − rho, computed in double precision
  /// and then rounded.
  bool (*rmsprop)(ptrdiff_t count, float rate, float rho, float complement, float epsilon, const float *gradient,
                  float *mean_square, float *weights);
  /// m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g² and w ← w − step·m / (√v·root_correction + epsilon), where step =
  /// rate/(1−β₁ᵗ) and root_correction = 1/√(1−β₂ᵗ). The complements are 1 − β₁ and 1 − β₂, as for rmsprop.
  bool (*adam)(ptrdiff_t count, float step, float root_correction, float beta_1, float complement_1, float beta_2,
               float complement_2, float epsilon, const float *gradient, float *mean, float *mean_square,
               float *weights);

  // MARK: Measuring the machine

  /// Runs `rounds` rounds of independent multiply-adds in registers. Returns the number of floating-point operations
  /// done. `sink` must hold a finite value and receives the result, so that the compiler cannot remove the work.
  double (*multiply_add_peak)(ptrdiff_t rounds, float *sink);

  // MARK: Relatives of the rectifier, elementwise (count is a multiple of 16; x and y may be the same, dy and dx too)

  void (*apply_unit)(bnk_unit unit, float alpha, ptrdiff_t count, const float *x, float *y);
  /// dx = dy · unit'(x), computed from the input x.
  void (*unit_gradient)(bnk_unit unit, float alpha, ptrdiff_t count, const float *x, const float *dy, float *dx);

  // MARK: Dropout (count is a multiple of 16; y may be x; threads: slices at multiples of 64)

  /// y = x·scale, or 0 with the probability rate / 2²⁴. `first` is the index of x[0] in the whole tensor. Whether a
  /// value is dropped depends only on its index and the stream.
  void (*dropout)(ptrdiff_t count, ptrdiff_t first, const bnk_stream *stream, uint32_t rate, float scale, const float *x,
                  float *y);

  // MARK: Recurrent layers, rows layout (threads: slices of rows)

  /// One time step of an LSTM. Let z = gates + from_hidden; a row of z has four parts i, f, g, o of `units` columns
  /// each: c = sigmoid(z_f)·previous_cell + sigmoid(z_i)·tanh(z_g), h = sigmoid(z_o)·tanh(c). Overwrites gates with the
  /// four activations, and writes c to cell and h to hidden and hidden_copy (either may be null). At the first step,
  /// from_hidden and previous_cell are null. The *_row are the distances between rows, in floats.
  void (*lstm_step)(ptrdiff_t rows, ptrdiff_t units, float *gates, ptrdiff_t gates_row, const float *from_hidden,
                    ptrdiff_t from_hidden_row, const float *previous_cell, float *cell, ptrdiff_t cell_row, float *hidden,
                    ptrdiff_t hidden_row, float *hidden_copy, ptrdiff_t copy_row);
  /// The backward pass of one time step. The gradient with respect to h is dy + dh; a null pointer stands for zeros. At
  /// the last step dh is null, and the values in dc are ignored (taken as zeros). Overwrites gates with the gradient
  /// with respect to z, and dc with the gradient with respect to previous_cell.
  void (*lstm_step_gradient)(ptrdiff_t rows, ptrdiff_t units, float *gates, ptrdiff_t gates_row,
                             const float *previous_cell, const float *cell, ptrdiff_t cell_row, const float *dy,
                             ptrdiff_t dy_row, const float *dh, ptrdiff_t dh_row, float *dc, ptrdiff_t dc_row);

  // MARK: Normalization within a sample, blocks layout, one block in each call
  // mean and inverse are [groups][16]. `samples` says how many lanes are real; zeros are written to the others.

  /// Computes the mean and inverse = 1/√(variance + epsilon) of each group. The variance is the biased one: the mean of
  /// the squared deviations from the mean.
  void (*group_moments)(const bnk_groups *groups, float epsilon, const float *x, float *mean, float *inverse);
  /// y = (x − mean)·inverse·gamma + beta. y may be x.
  void (*group_normalize)(const bnk_groups *groups, ptrdiff_t samples, const float *x, const float *mean,
                          const float *inverse, const float *gamma, const float *beta, float *y);
  /// Adds dy to sum_dy and dy·(x − mean)·inverse to sum_dy_x, lane by lane. The sums are [parameters][16].
  void (*group_parameter_sums)(const bnk_groups *groups, ptrdiff_t samples, const float *x, const float *dy,
                               const float *mean, const float *inverse, float *sum_dy, float *sum_dy_x);
  /// Computes dx, the gradient with respect to the input. dx may be dy.
  void (*group_input_gradient)(const bnk_groups *groups, ptrdiff_t samples, const float *x, const float *dy,
                               const float *mean, const float *inverse, const float *gamma, float *dx);

  // MARK: Local response normalization, blocks layout, one block in each call
  // `samples` says how many lanes are real; zeros are written to the others.

  /// y must not be x.
  void (*local_response)(const bnk_response *response, ptrdiff_t samples, const float *x, float *y);
  /// Computes dx, the gradient with respect to the input. dx may be dy. workspace: local_response_workspace(response)
  /// floats, one for each thread.
  void (*local_response_gradient)(const bnk_response *response, ptrdiff_t samples, const float *x, const float *dy,
                                  float *dx, float *workspace);
  ptrdiff_t (*local_response_workspace)(const bnk_response *response);

  // MARK: Parameters (count is a multiple of 16)

  /// Σ x² and Σ |x|. Chunks of 1024 floats are summed in single precision; their sums are added in double precision.
  double (*sum_of_squares)(ptrdiff_t count, const float *x);
  double (*sum_of_magnitudes)(ptrdiff_t count, const float *x);
  /// gradient += l1·sign(weights) + 2·l2·weights. Threads: slices at multiples of 16, also for the next two kernels.
  void (*add_penalty_gradient)(ptrdiff_t count, float l1, float l2, const float *weights, float *gradient);
  void (*scale_values)(ptrdiff_t count, float factor, float *x);
  /// Limits x to −limit...limit. NaN stays NaN.
  void (*clip_values)(ptrdiff_t count, float limit, float *x);

  // MARK: Regression (rows layout; threads: slices of rows)

  /// losses[i] = Σ (x − target)² / columns. targets is [rows][columns] without padding. If dx is not null,
  /// dx = 2·(x − target)·gradient_scale / columns.
  void (*squared_error)(ptrdiff_t rows, ptrdiff_t columns, const float *x, ptrdiff_t stride, const float *targets,
                        float gradient_scale, float *losses, float *dx);

  // MARK: Several labels (rows layout; threads: slices of rows)

  /// losses[i] = Σ −log p / columns, where p is sigmoid(x_ij) for the target 1 and 1 − sigmoid(x_ij) for the target 0.
  /// targets is [rows][columns] of 0 and 1, without padding. Each −log p is clipped to smallest...largest. If dx is not
  /// null, dx = (sigmoid(x) − target)·gradient_scale / columns, and 0 where it is clipped. Returns the number of right answers: the elements with (x > 0) == (target == 1).
  ptrdiff_t (*sigmoid_cross_entropies)(ptrdiff_t rows, ptrdiff_t columns, const float *x, ptrdiff_t stride,
                                       const float *targets, float smallest, float largest, float gradient_scale,
                                       float *losses, float *dx);
} bnk_kernels;

/// The kernels of the level with this name. Null if the name is unknown, or if this processor or build lacks the level.
const bnk_kernels *bnk_kernels_named(const char *name);
/// The best level of this processor.
const bnk_kernels *bnk_kernels_best(void);
/// The n-th level that this processor can run, from the simplest (n = 0) to the best. Null if there is no such level.
/// For tests and help texts.
const bnk_kernels *bnk_kernels_at(ptrdiff_t n);

#endif
