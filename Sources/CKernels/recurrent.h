// The elementwise part of a long short-term memory (LSTM): Hochreiter and Schmidhuber (1997), with the forget gate of
// Gers, Schmidhuber and Cummins (2000). A row is a sample. Its gates are stored in four parts of `units` columns each:
// the input gate i, the forget gate f, the candidate g and the output gate o.

/// Loads `count` floats, at most sixteen, followed by zeros. Copies them in memory first, since inserting single lanes
/// into a vector is slow.
INLINE V load_first(const float *p, ptrdiff_t count) {
  if (count >= LANES) return load(p);
  float lanes[LANES] = {0};
  for (ptrdiff_t i = 0; i < count; i++) lanes[i] = p[i];
  return load(lanes);
}

/// Stores the first `count` floats of v, at most sixteen.
INLINE void store_first(float *p, ptrdiff_t count, V v) {
  if (count >= LANES) {
    store(p, v);
    return;
  }
  float lanes[LANES];
  store(lanes, v);
  for (ptrdiff_t i = 0; i < count; i++) p[i] = lanes[i];
}

/// The pre-activation of one gate: the part from the input, plus the part from the previous output if there is one.
INLINE V gate_sum(const float *from_input, const float *from_hidden, ptrdiff_t count) {
  const V sum = load_first(from_input, count);
  return from_hidden ? sum + load_first(from_hidden, count) : sum;
}

static void lstm_step(ptrdiff_t rows, ptrdiff_t units, float *gates, ptrdiff_t gates_row, const float *from_hidden,
                      ptrdiff_t from_hidden_row, const float *previous_cell, float *cell, ptrdiff_t cell_row,
                      float *hidden, ptrdiff_t hidden_row, float *hidden_copy, ptrdiff_t copy_row) {
  for (ptrdiff_t row = 0; row < rows; row++)
    for (ptrdiff_t j = 0; j < units; j += LANES) {
      const ptrdiff_t count = units - j;
      float *const gate = gates + row * gates_row + j;
      const float *const recurrent = from_hidden ? from_hidden + row * from_hidden_row + j : 0;
#define GATE_SUM(part) gate_sum(gate + (part) * units, recurrent ? recurrent + (part) * units : 0, count)
      const V i = sigmoid_of(GATE_SUM(0)), f = sigmoid_of(GATE_SUM(1));
      const V g = tanh_of(GATE_SUM(2)), o = sigmoid_of(GATE_SUM(3));
#undef GATE_SUM
      const V candidate = i * g;
      const V c = previous_cell ? MULTIPLY_ADD(f, load_first(previous_cell + row * cell_row + j, count), candidate)
                                : candidate;
      const V h = o * tanh_of(c);
      store_first(gate, count, i);
      store_first(gate + units, count, f);
      store_first(gate + 2 * units, count, g);
      store_first(gate + 3 * units, count, o);
      store_first(cell + row * cell_row + j, count, c);
      if (hidden) store_first(hidden + row * hidden_row + j, count, h);
      if (hidden_copy) store_first(hidden_copy + row * copy_row + j, count, h);
    }
}

static void lstm_step_gradient(ptrdiff_t rows, ptrdiff_t units, float *gates, ptrdiff_t gates_row,
                               const float *previous_cell, const float *cell, ptrdiff_t cell_row, const float *dy,
                               ptrdiff_t dy_row, const float *dh, ptrdiff_t dh_row, float *dc, ptrdiff_t dc_row) {
  for (ptrdiff_t row = 0; row < rows; row++)
    for (ptrdiff_t j = 0; j < units; j += LANES) {
      const ptrdiff_t count = units - j;
      float *const gate = gates + row * gates_row + j;
      const V i = load_first(gate, count), f = load_first(gate + units, count);
      const V g = load_first(gate + 2 * units, count), o = load_first(gate + 3 * units, count);
      const V squashed = tanh_of(load_first(cell + row * cell_row + j, count));
      const V previous = previous_cell ? load_first(previous_cell + row * cell_row + j, count) : (V)0.0f;
      const V from_output = dy ? load_first(dy + row * dy_row + j, count) : (V)0.0f;
      const V hidden_slope = dh ? from_output + load_first(dh + row * dh_row + j, count) : from_output;
      float *const cell_gradient = dc + row * dc_row + j;
      const V cell_slope = MULTIPLY_ADD(hidden_slope * o, MULTIPLY_ADD(-squashed, squashed, (V)1.0f),
                                        dh ? load_first(cell_gradient, count) : (V)0.0f);
      store_first(cell_gradient, count, cell_slope * f);
      store_first(gate, count, cell_slope * g * (i * ((V)1.0f - i)));
      store_first(gate + units, count, cell_slope * previous * (f * ((V)1.0f - f)));
      store_first(gate + 2 * units, count, cell_slope * i * MULTIPLY_ADD(-g, g, (V)1.0f));
      store_first(gate + 3 * units, count, hidden_slope * squashed * (o * ((V)1.0f - o)));
    }
}
