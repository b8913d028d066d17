// All kernels of one level, and the table of them. Everything else is static. Otherwise the linker could merge
// functions of the same name from two levels, and a processor would run instructions that it lacks.

#include <stdatomic.h>

#include "vector.h"

#include "approximations.h"
#include "elementwise.h"

#include "gemm_tile.h"
#include "gemm_pack.h"
#include "gemm_strips.h"
#include "gemm_team.h"
#include "gemm_result.h"
#include "gemm_narrow.h"
#include "gemm.h"
#include "gemm_sparse.h"

#include "convolution_tile.h"
#include "convolution.h"
#include "convolution_weights.h"
#include "pooling.h"

#include "statistics.h"
#include "columns.h"
#include "channels.h"

#include "layout.h"
#include "optimizers.h"

#include "units.h"
#include "dropout.h"
#include "recurrent.h"
#include "groups.h"
#include "local_response.h"
#include "parameters.h"
#include "losses.h"

/// Runs twelve chains of multiply-adds in native registers. That keeps two units with a latency of six cycles busy.
static double multiply_add_peak(ptrdiff_t rounds, float *sink) {
  enum { CHAINS = 12 };
  P sum[CHAINS];
  UNROLL for (int i = 0; i < CHAINS; i++) sum[i] = (P)(*sink + (float)i);
  for (ptrdiff_t round = 0; round < rounds; round++)
    UNROLL for (int i = 0; i < CHAINS; i++) sum[i] = MULTIPLY_ADD(sum[i], (P)0.5f, (P)0.25f);
  float total[REGISTER_LANES];
  UNROLL for (int i = 1; i < CHAINS; i++) sum[0] += sum[i];
  store_register(total, sum[0]);
  *sink = total[0];
  return 2.0 * CHAINS * REGISTER_LANES * (double)rounds;
}

const bnk_kernels LEVEL_TABLE = {
    .name = LEVEL_NAME,
    .fused = LEVEL_FUSED,
    .gemm = gemm,
    .gemm_workspace = gemm_workspace,
    .gemm_progress = gemm_progress,
    .sparse_gemm = sparse_gemm,
    .sparse_gemm_workspace = sparse_gemm_workspace,
    .sparse_gemm_progress = sparse_gemm_progress,
    .count_zeros = count_zeros,
    .conv_forward = conv_forward,
    .conv_input_gradient = conv_input_gradient,
    .conv_weight_gradient = conv_weight_gradient,
    .conv_workspace = conv_workspace,
    .average_pool = average_pool,
    .average_pool_gradient = average_pool_gradient,
    .max_pool = max_pool,
    .max_pool_gradient = max_pool_gradient,
    .activate = activate,
    .activation_gradient = activation_gradient,
    .exponential = exponential,
    .logarithm = logarithm,
    .column_sums = column_sums,
    .column_moments = column_moments,
    .column_normalize = column_normalize,
    .column_gradient_sums = column_gradient_sums,
    .column_input_gradient = column_input_gradient,
    .channel_sums = channel_sums,
    .channel_moments = channel_moments,
    .channel_normalize = channel_normalize,
    .channel_gradient_sums = channel_gradient_sums,
    .channel_input_gradient = channel_input_gradient,
    .gather_rows = gather_rows,
    .gather_blocks = gather_blocks,
    .unpack_blocks = unpack_blocks,
    .softmax = softmax,
    .softmax_gradient = softmax_gradient,
    .softmax_cross_entropy = softmax_cross_entropy,
    .sigmoid_cross_entropy = sigmoid_cross_entropy,
    .sgd = sgd,
    .rmsprop = rmsprop,
    .adam = adam,
    .multiply_add_peak = multiply_add_peak,
    .apply_unit = apply_unit,
    .unit_gradient = unit_gradient,
    .dropout = dropout,
    .lstm_step = lstm_step,
    .lstm_step_gradient = lstm_step_gradient,
    .group_moments = group_moments,
    .group_normalize = group_normalize,
    .group_parameter_sums = group_parameter_sums,
    .group_input_gradient = group_input_gradient,
    .local_response = local_response,
    .local_response_gradient = local_response_gradient,
    .local_response_workspace = local_response_workspace,
    .sum_of_squares = sum_of_squares,
    .sum_of_magnitudes = sum_of_magnitudes,
    .add_penalty_gradient = add_penalty_gradient,
    .scale_values = scale_values,
    .clip_values = clip_values,
    .squared_error = squared_error,
    .sigmoid_cross_entropies = sigmoid_cross_entropies,
};
