// Hashes the results of the kernels for units, dropout, recurrent layers, normalization within samples, parameters and
// regression.

static void units(const bnk_kernels *k, bool specials) {
  for (int unit = BNK_LEAKY_RELU; unit <= BNK_SWISH; unit++) {
    tensor x = random_tensor(16 * 2000, 20, specials), dy = random_tensor(x.count, 1, specials);
    tensor y = random_tensor(x.count, 1, false), dx = random_tensor(x.count, 1, false);
    k->apply_unit((bnk_unit)unit, 0.3f, x.count, x.start, y.start);
    k->unit_gradient((bnk_unit)unit, 0.3f, x.count, x.start, dy.start, dx.start);
    hash_all(y), hash_all(dx);
    free(x.start), free(dy.start);
  }
  print_hash("units");
}

static void dropouts(const bnk_kernels *k, bool specials) {
  for (int round = 0; round < 20; round++) {
    const bnk_stream stream = {next_random(), (uint32_t)next_random(), (uint32_t)next_random(), 4};
    tensor x = random_tensor(16 * between(1, 40), 1, specials), y = random_tensor(x.count, 1, false);
    k->dropout(x.count, 64 * between(0, 1 << 20), &stream, (uint32_t)between(0, 1 << 24), 1.5f, x.start, y.start);
    hash_all(y);
    free(x.start);
  }
  print_hash("dropout");
}

static void recurrences(const bnk_kernels *k, bool specials) {
  for (int round = 0; round < 60; round++) {
    const ptrdiff_t rows = between(1, 5), n = between(1, 40), gate_row = 4 * n + between(0, 3), row = n + between(0, 3);
    tensor gates = random_tensor(rows * gate_row, 2, specials), hidden = random_tensor(gates.count, 2, specials);
    tensor before = random_tensor(rows * row, 1, specials), cell = random_tensor(rows * row, 1, false);
    tensor h = random_tensor(rows * row, 1, false), copy = random_tensor(rows * row, 1, false);
    tensor dy = random_tensor(rows * row, 1, specials), dh = random_tensor(rows * row, 1, specials);
    tensor dc = random_tensor(rows * row, 1, false);
    const bool first = round & 1, last = round & 2;
    k->lstm_step(rows, n, gates.start, gate_row, first ? 0 : hidden.start, gate_row, first ? 0 : before.start,
                 cell.start, row, last ? 0 : h.start, row, copy.start, row);
    k->lstm_step_gradient(rows, n, gates.start, gate_row, first ? 0 : before.start, cell.start, row, dy.start, row,
                          last ? 0 : dh.start, row, dc.start, row);
    hash_rows(gates, 4 * n, gate_row), hash_rows(cell, n, row), hash_rows(h, n, row), hash_rows(copy, n, row);
    hash_rows(dc, n, row);
    free(hidden.start), free(before.start), free(dy.start), free(dh.start);
  }
  print_hash("recurrent");
}

static void groupings(const bnk_kernels *k, bool specials) {
  for (int round = 0; round < 60; round++) {
    // Groups of channels of an image, with one pair of parameters for each channel.
    const ptrdiff_t groups = between(1, 4), size = between(1, 5), pixels = between(1, 9), channels = groups * size;
    const bnk_groups g = {groups, size * pixels, 1, 0, size, pixels, pixels, 1, size, 1, 0};
    const ptrdiff_t samples = between(1, 16);
    tensor x = random_tensor(channels * pixels * 16, 1, specials), dy = random_tensor(x.count, 1, specials);
    tensor gamma = random_tensor(channels, 1, false), beta = random_tensor(channels, 1, false);
    tensor mean = random_tensor(groups * 16, 1, false), inverse = random_tensor(groups * 16, 1, false);
    tensor y = random_tensor(x.count, 1, false), dx = random_tensor(x.count, 1, false);
    tensor sums = random_tensor(channels * 16, 1, false), products = random_tensor(channels * 16, 1, false);
    k->group_moments(&g, 0.001f, x.start, mean.start, inverse.start);
    k->group_normalize(&g, samples, x.start, mean.start, inverse.start, gamma.start, beta.start, y.start);
    k->group_parameter_sums(&g, samples, x.start, dy.start, mean.start, inverse.start, sums.start, products.start);
    k->group_input_gradient(&g, samples, x.start, dy.start, mean.start, inverse.start, gamma.start, dx.start);
    hash_all(mean), hash_all(inverse), hash_all(y), hash_all(dx), hash_all(sums), hash_all(products);
    free(x.start), free(dy.start), free(gamma.start), free(beta.start);
  }
  print_hash("groups");
}

static void local_responses(const bnk_kernels *k, bool specials) {
  for (int round = 0; round < 60; round++) {
    const ptrdiff_t channels = between(1, 9), pixels = between(1, 40), size = between(1, 12);
    const float beta = 0.25f * (float)between(0, 8);
    const bnk_response r = {channels, pixels, size / 2, (size - 1) / 2, 1.5f, 2.0f / (float)size, beta};
    const ptrdiff_t samples = between(1, 16);
    tensor x = random_tensor(channels * pixels * 16, 2, specials), dy = random_tensor(x.count, 1, specials);
    tensor y = random_tensor(x.count, 1, false), dx = random_tensor(x.count, 1, false);
    tensor workspace = workspace_of(k->local_response_workspace(&r));
    k->local_response(&r, samples, x.start, y.start);
    k->local_response_gradient(&r, samples, x.start, dy.start, dx.start, workspace.start);
    hash_all(y), hash_all(dx);
    free(x.start), free(dy.start), free(workspace.start);
  }
  print_hash("responses");
}

static void parameters(const bnk_kernels *k, bool specials) {
  for (int round = 0; round < 20; round++) {
    tensor w = random_tensor(16 * between(1, 200), 1, specials), g = random_tensor(w.count, 1, false);
    const double sums[2] = {k->sum_of_squares(w.count, w.start), k->sum_of_magnitudes(w.count, w.start)};
    for (int i = 0; i < 2; i++) {
      uint64_t bits;
      __builtin_memcpy(&bits, &sums[i], sizeof bits);
      hash = (hash ^ (sums[i] != sums[i] ? 1 : bits)) * 0x100000001B3u;
    }
    k->add_penalty_gradient(w.count, 0.25f, 0.1f, w.start, g.start);
    k->clip_values(w.count, 0.5f, w.start);
    k->scale_values(w.count, 0.3f, w.start);
    hash_all(w), hash_all(g);
  }
  print_hash("parameters");
}

static void regressions(const bnk_kernels *k, bool specials) {
  for (int round = 0; round < 30; round++) {
    const ptrdiff_t rows = between(1, 9), columns = between(1, 40), stride = round_up(columns);
    tensor x = random_tensor(rows * stride, 1, specials), targets = random_tensor(rows * columns, 1, specials);
    tensor loss = random_tensor(rows, 1, false), dx = random_tensor(x.count, 1, false);
    k->squared_error(rows, columns, x.start, stride, targets.start, 0.125f, loss.start, dx.start);
    hash_all(loss), hash_rows(dx, columns, stride);
    free(x.start), free(targets.start);
  }
  print_hash("regression");
}

static void layers(const bnk_kernels *k, bool specials) {
  units(k, specials);
  dropouts(k, specials);
  recurrences(k, specials);
  groupings(k, specials);
  parameters(k, specials);
  regressions(k, specials);
  local_responses(k, specials);
}
