// Prints hashes of the results of every kernel for many shapes. They are for comparing levels that no single processor
// can run. All levels with fused multiply-add must print the same lines. With -fsanitize=address, every memory access
// is checked. Run in the package's folder:
//   clang -O2 -I Sources/CKernels/include Tests/CKernelsTests/Hashes/hashes.c Sources/CKernels/*.c -o hashes; ./hashes
// For arm64: compile the sources with clang --target=aarch64-linux-gnu -ffreestanding -c, link them and this file with
// aarch64-linux-gnu-gcc -static, run with qemu-aarch64.
#include "CKernels.h"

#include "tensors.h"

/// `count` rounded up to whole vectors.
static ptrdiff_t round_up(ptrdiff_t count) { return (count + 15) / 16 * 16; }

/// A team of two threads with `progress` numbers of shared progress. If `progress` is 0, one thread.
static bnk_team team_of(ptrdiff_t progress) {
  return (bnk_team){0, progress > 0 ? 2 : 1, calloc((size_t)progress + 1, sizeof(uint32_t))};
}

/// A third of the products are computed by teams, whose members work one after another.
static void products(const bnk_kernels *k, bool specials) {
  const ptrdiff_t sizes[] = {1, 2, 3, 4, 5, 6, 8, 15, 16, 17, 33, 50, 97, 130, 321, 700};
  for (int round = 0; round < 300; round++) {
    const ptrdiff_t m = sizes[between(0, 13)], n = sizes[between(0, 14)], depth = sizes[between(0, 15)];
    const bool a_transposed = round & 1, b_transposed = round & 2;
    const ptrdiff_t c_row = round & 4 ? round_up(n) : n;
    tensor a = random_tensor(m * depth, 1, specials), b = random_tensor(depth * n, 1, specials);
    tensor bias = random_tensor(round_up(n), 1, specials), c = random_tensor(m * c_row, 1, false);
    tensor workspace = workspace_of(k->gemm_workspace(m, n, depth));
    bnk_team team = team_of(round % 3 ? 0 : k->gemm_progress(m, n, depth, 2));
    for (; team.thread < team.threads; team.thread++)
      k->gemm(m, n, depth, a.start, a_transposed ? 1 : depth, a_transposed ? m : 1, b.start, b_transposed ? 1 : n,
              b_transposed ? depth : 1, c.start, c_row, round & 8 ? bias.start : 0, (bnk_activation)(round / 16 % 4),
              team.threads > 1 ? &team : 0, workspace.start);
    hash_rows(c, n, c_row);
    free(a.start), free(b.start), free(bias.start), free(workspace.start), free(team.progress);
  }
  print_hash("gemm");
}

/// Products for an A that is mostly zeros, with C stored by rows or by columns.
static void sparse_products(const bnk_kernels *k, bool specials) {
  const ptrdiff_t sizes[] = {1, 2, 3, 4, 5, 6, 8, 15, 16, 17, 33, 50, 97, 130, 321, 1100};
  for (int round = 0; round < 200; round++) {
    const ptrdiff_t m = sizes[between(0, round % 16 == 1 ? 15 : 13)], n = sizes[between(0, 13)];
    const ptrdiff_t depth = sizes[between(0, 14)];
    const bool a_transposed = round & 1, b_transposed = round & 2, c_transposed = round & 4;
    const ptrdiff_t c_row = c_transposed ? m : round & 8 ? round_up(n) : n;
    tensor a = random_tensor(m * depth, 1, specials), b = random_tensor(depth * n, 1, specials);
    for (ptrdiff_t i = 0; i < a.count; i++)
      if (next_random() % 4 || i / 8 % 2) a.start[i] = i % 2 ? 0 : -0.0f;
    tensor bias = random_tensor(round_up(n), 1, specials);
    tensor c = random_tensor(c_transposed ? n * m : m * c_row, 1, false);
    tensor workspace = workspace_of(k->sparse_gemm_workspace());
    bnk_team team = team_of(round % 3 ? 0 : k->sparse_gemm_progress(m, n, depth, 2));
    for (; team.thread < team.threads; team.thread++)
      k->sparse_gemm(m, n, depth, a.start, a_transposed ? 1 : depth, a_transposed ? m : 1, b.start, b_transposed ? 1 : n,
                     b_transposed ? depth : 1, c.start, c_transposed ? 1 : c_row, c_transposed ? m : 1,
                     round & 16 ? bias.start : 0, (bnk_activation)(round / 32 % 4), team.threads > 1 ? &team : 0,
                     workspace.start);
    hash_rows(c, c_transposed ? m : n, c_row);
    free(a.start), free(b.start), free(bias.start), free(workspace.start), free(team.progress);
  }
  print_hash("sparse_gemm");
}

static void convolutions(const bnk_kernels *k, bool specials) {
  for (int round = 0; round < 200; round++) {
    bnk_window g = {.in_channels = between(1, 14), .in_height = between(1, 13), .in_width = between(1, 13),
                    .out_channels = between(1, 17), .kernel_height = between(1, 6), .kernel_width = between(1, 6),
                    .stride_height = between(1, 3), .stride_width = between(1, 3), .pad_top = between(0, 3),
                    .pad_left = between(0, 3)};
    if (round % 2) g.pad_top = g.pad_left = 0, g.stride_height = g.stride_width = 1;
    if (round % 4 == 3) g.kernel_height = 1, g.out_channels = between(1, 5);
    const ptrdiff_t rows = g.in_height + g.pad_top + between(0, 2) - g.kernel_height;
    const ptrdiff_t columns = g.in_width + g.pad_left + between(0, 2) - g.kernel_width;
    if (rows < 0 || columns < 0) continue;
    g.out_height = rows / g.stride_height + 1, g.out_width = columns / g.stride_width + 1;
    const ptrdiff_t blocks = between(1, 3), weights = g.in_channels * g.out_channels * g.kernel_height * g.kernel_width;
    tensor x = random_tensor(blocks * g.in_channels * g.in_height * g.in_width * 16, 1, specials);
    tensor dy = random_tensor(blocks * g.out_channels * g.out_height * g.out_width * 16, 1, specials);
    tensor w = random_tensor(weights, 1, specials), bias = random_tensor(round_up(g.out_channels), 1, specials);
    tensor y = random_tensor(dy.count, 1, false), dx = random_tensor(x.count, 1, false);
    tensor dw = random_tensor(weights, 1, false), workspace = workspace_of(k->conv_workspace(&g));
    k->conv_forward(&g, blocks, x.start, w.start, round & 4 ? bias.start : 0, (bnk_activation)(round / 8 % 4), y.start,
                    workspace.start);
    k->conv_input_gradient(&g, blocks, dy.start, w.start, dx.start, workspace.start);
    k->conv_weight_gradient(&g, blocks, 0, g.out_channels, x.start, dy.start, dw.start, workspace.start);
    hash_all(y), hash_all(dx), hash_all(dw);
    free(x.start), free(dy.start), free(w.start), free(bias.start), free(workspace.start);
  }
  print_hash("convolution");
}

static void poolings(const bnk_kernels *k, bool specials) {
  for (int round = 0; round < 100; round++) {
    bnk_window g = {.in_height = between(1, 12), .in_width = between(1, 12), .kernel_height = between(1, 3),
                    .kernel_width = between(1, 3), .stride_height = between(1, 3), .stride_width = between(1, 3)};
    if (round % 3 == 0) g.kernel_height = g.kernel_width = g.stride_height = g.stride_width = 2;
    if (g.in_height < g.kernel_height || g.in_width < g.kernel_width) continue;
    g.out_height = (g.in_height - g.kernel_height) / g.stride_height + 1;
    g.out_width = (g.in_width - g.kernel_width) / g.stride_width + 1;
    tensor x = random_tensor(3 * g.in_height * g.in_width * 16, 1, specials);
    tensor dy = random_tensor(3 * g.out_height * g.out_width * 16, 1, specials);
    tensor average = random_tensor(dy.count, 1, false), maximum = random_tensor(dy.count, 1, false);
    tensor average_dx = random_tensor(x.count, 1, false), maximum_dx = random_tensor(x.count, 1, false);
    k->average_pool(&g, 3, x.start, average.start);
    k->average_pool_gradient(&g, 3, dy.start, average_dx.start);
    k->max_pool(&g, 3, x.start, maximum.start);
    k->max_pool_gradient(&g, 3, x.start, maximum.start, dy.start, maximum_dx.start);
    hash_all(average), hash_all(maximum), hash_all(average_dx), hash_all(maximum_dx);
    free(x.start), free(dy.start);
  }
  print_hash("pooling");
}

/// The activations, their gradients, exp and log.
static void functions(const bnk_kernels *k) {
  // Every 977th of all floats.
  tensor x = random_tensor(round_up(UINT32_MAX / 977), 1, false), y = random_tensor(x.count, 1, false);
  for (ptrdiff_t i = 0; i < x.count; i++) {
    const uint32_t bits = (uint32_t)i * 977;
    __builtin_memcpy(&x.start[i], &bits, sizeof bits);
  }
  for (int function = 0; function < 10; function++) {
    tensor z = random_tensor(x.count, 1, false);
    if (function < 4) k->activate((bnk_activation)function, x.count, x.start, z.start);
    else if (function < 8) k->activation_gradient((bnk_activation)(function - 4), x.count, x.start, y.start, z.start);
    else if (function == 8) k->exponential(x.count, x.start, z.start);
    else k->logarithm(x.count, x.start, z.start);
    hash_all(z);
  }
  free(x.start), free(y.start);
  print_hash("functions");
}

static void statistics(const bnk_kernels *k, bool specials) {
  for (int round = 0; round < 60; round++) {
    const bool in_rows = round % 2;
    const ptrdiff_t samples = between(1, 100), pixels = in_rows ? 1 : between(1, 30);
    const ptrdiff_t features = in_rows ? 16 * between(1, 9) : between(1, 9);
    const ptrdiff_t stride = in_rows ? features : features * pixels * 16;
    const ptrdiff_t count = in_rows ? samples * stride : (samples + 15) / 16 * stride;
    tensor x = random_tensor(count, 3, specials), dy = random_tensor(count, 1, specials);
    tensor scale = random_tensor(features, 1, false), shift = random_tensor(features, 1, false);
    tensor sums = random_tensor(features, 1, false), mean = random_tensor(features, 1, false);
    tensor variance = random_tensor(features, 1, false), sum_dy = random_tensor(features, 1, false);
    tensor sum_dy_x = random_tensor(features, 1, false);
    tensor y = random_tensor(count, 1, false), dx = random_tensor(count, 1, false);
    if (in_rows) {
      k->column_sums(samples, features, x.start, stride, sums.start);
      k->column_moments(samples, features, x.start, stride, mean.start, variance.start);
      k->column_normalize(samples, features, x.start, stride, mean.start, scale.start, shift.start, y.start);
      k->column_gradient_sums(samples, features, x.start, dy.start, stride, mean.start, sum_dy.start, sum_dy_x.start);
      k->column_input_gradient(samples, features, x.start, dy.start, stride, mean.start, scale.start, shift.start,
                               variance.start, dx.start);
    } else {
      k->channel_sums(samples, features, pixels, x.start, stride, sums.start);
      k->channel_moments(samples, features, pixels, x.start, stride, mean.start, variance.start);
      k->channel_normalize(samples, features, pixels, x.start, stride, mean.start, scale.start, shift.start, y.start);
      k->channel_gradient_sums(samples, features, pixels, x.start, dy.start, stride, mean.start, sum_dy.start,
                               sum_dy_x.start);
      k->channel_input_gradient(samples, features, pixels, x.start, dy.start, stride, mean.start, scale.start,
                                shift.start, variance.start, dx.start);
    }
    hash_all(sums), hash_all(mean), hash_all(variance), hash_all(sum_dy), hash_all(sum_dy_x), hash_all(y), hash_all(dx);
    free(x.start), free(dy.start), free(scale.start), free(shift.start);
  }
  print_hash("statistics");
}

static void layouts(const bnk_kernels *k) {
  for (int round = 0; round < 60; round++) {
    const ptrdiff_t samples = between(1, 50), features = between(1, 40), stride = round_up(features);
    tensor source = random_tensor(60 * features, 1, true), rows = random_tensor(samples * stride, 1, false);
    tensor blocks = random_tensor(round_up(samples) * features, 1, false);
    tensor back = random_tensor(samples * stride, 1, false);
    int32_t indices[50];
    for (ptrdiff_t i = 0; i < samples; i++) indices[i] = (int32_t)between(0, 59);
    k->gather_rows(samples, features, source.start, indices, rows.start, stride);
    k->gather_blocks(samples, features, source.start, features, round % 2 ? indices : 0, blocks.start);
    k->unpack_blocks(samples, features, blocks.start, back.start, stride);
    hash_all(rows), hash_all(blocks), hash_rows(back, features, stride);
    free(source.start);
  }
  print_hash("layout");
}

static void losses(const bnk_kernels *k, bool specials) {
  for (int round = 0; round < 60; round++) {
    const ptrdiff_t rows = between(1, 40), columns = between(1, 40), stride = round_up(columns);
    tensor x = random_tensor(rows * stride, 20, specials), y = random_tensor(x.count, 1, false);
    tensor dx = random_tensor(x.count, 1, false), loss = random_tensor(rows, 1, false);
    tensor half = random_tensor(x.count, 1, false);
    tensor binary = random_tensor(rows, 1, false), binary_dx = random_tensor(x.count, 1, false);
    int32_t labels[40];
    for (ptrdiff_t i = 0; i < rows; i++) labels[i] = (int32_t)between(0, columns - 1);
    k->softmax(rows, columns, x.start, stride, y.start);
    k->softmax_gradient(rows, columns, y.start, x.start, stride, half.start);
    hash += (uint64_t)k->softmax_cross_entropy(rows, columns, x.start, stride, labels, 0.125f, loss.start, dx.start);
    for (ptrdiff_t i = 0; i < rows; i++) labels[i] &= 1;
    hash += (uint64_t)k->sigmoid_cross_entropy(rows, x.start, stride, labels, 0.125f, binary.start, binary_dx.start);
    hash_rows(y, columns, stride), hash_rows(half, columns, stride), hash_rows(dx, columns, stride), hash_all(loss);
    hash_all(binary), hash_rows(binary_dx, 1, stride);
    free(x.start);
  }
  print_hash("losses");
}

static void optimizers(const bnk_kernels *k, bool specials) {
  const ptrdiff_t count = 16 * 500;
  tensor gradient = random_tensor(count, 1, specials);
  for (int rule = 0; rule < 5; rule++) {
    tensor m = random_tensor(count, 0, false), v = random_tensor(count, 0, false), w = random_tensor(count, 1, false);
    for (int step = 0; step < 3; step++) {
      if (rule == 0) k->sgd(count, 0.1f, 0, false, gradient.start, 0, w.start);
      if (rule == 1) k->sgd(count, 0.1f, 0.9f, false, gradient.start, v.start, w.start);
      if (rule == 2) k->sgd(count, 0.1f, 0.9f, true, gradient.start, v.start, w.start);
      if (rule == 3) k->rmsprop(count, 0.1f, 0.9f, 0.1f, 1e-7f, gradient.start, v.start, w.start);
      if (rule == 4)
        k->adam(count, 0.1f, 1.5f, 0.9f, 0.1f, 0.999f, 0.001f, 1e-8f, gradient.start, m.start, v.start, w.start);
    }
    hash_all(m), hash_all(v), hash_all(w);
  }
  free(gradient.start);
  print_hash("optimizers");
}

#include "layers.h"

int main(int count, char **arguments) {
  const bnk_kernels *k = count > 1 ? bnk_kernels_named(arguments[1]) : bnk_kernels_best();
  if (!k) return 1;
  fprintf(stderr, "%s\n", k->name);
  hash = 0xCBF29CE484222325u;
  for (int specials = 0; specials < 2; specials++) {
    state = (uint64_t)specials;
    products(k, specials);
    sparse_products(k, specials);
    convolutions(k, specials);
    poolings(k, specials);
    statistics(k, specials);
    losses(k, specials);
    optimizers(k, specials);
    layers(k, specials);
  }
  functions(k);
  layouts(k);
  return 0;
}
