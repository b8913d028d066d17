// Elementwise functions of contiguous vectors (count is a multiple of 16), and the last step of products and
// convolutions: adding the bias and applying the activation.

/// activation(x). NaN stays NaN.
INLINE V activation_of(const bnk_activation activation, V x) {
  switch (activation) {
    case BNK_LINEAR: return x;
    case BNK_RELU: return x < (V)0.0f ? (V)0.0f : x;
    case BNK_TANH: return tanh_of(x);
    case BNK_SIGMOID: return sigmoid_of(x);
  }
}

/// The derivative of the activation, computed from its output y. ReLU's derivative is 0 at 0, and NaN for NaN.
INLINE V activation_slope(const bnk_activation activation, V y) {
  switch (activation) {
    case BNK_LINEAR: return (V)1.0f;
    case BNK_RELU: return y > (V)0.0f ? (V)1.0f : (y != y ? y : (V)0.0f);
    case BNK_TANH: return MULTIPLY_ADD(-y, y, (V)1.0f);
    case BNK_SIGMOID: return y * ((V)1.0f - y);
  }
}

/// Calls function(activation, ...) with a compile-time constant activation, so that the function's loops contain no
/// branch on it.
#define WITH_CONSTANT(activation, function, ...)                   \
  switch (activation) {                                            \
    case BNK_LINEAR: function(BNK_LINEAR, __VA_ARGS__); break;     \
    case BNK_RELU: function(BNK_RELU, __VA_ARGS__); break;         \
    case BNK_TANH: function(BNK_TANH, __VA_ARGS__); break;         \
    case BNK_SIGMOID: function(BNK_SIGMOID, __VA_ARGS__); break;   \
  }

INLINE void activate_all(const bnk_activation activation, ptrdiff_t count, const float *x, float *y) {
  for (ptrdiff_t i = 0; i < count; i += LANES) store(y + i, activation_of(activation, load(x + i)));
}

static void activate(bnk_activation activation, ptrdiff_t count, const float *x, float *y) {
  WITH_CONSTANT(activation, activate_all, count, x, y)
}

INLINE void multiply_by_slopes(const bnk_activation activation, ptrdiff_t count, const float *y, const float *dy,
                               float *dx) {
  for (ptrdiff_t i = 0; i < count; i += LANES)
    store(dx + i, load(dy + i) * activation_slope(activation, load(y + i)));
}

static void activation_gradient(bnk_activation activation, ptrdiff_t count, const float *y, const float *dy,
                                float *dx) {
  WITH_CONSTANT(activation, multiply_by_slopes, count, y, dy, dx)
}

static void exponential(ptrdiff_t count, const float *x, float *y) {
  for (ptrdiff_t i = 0; i < count; i += LANES) store(y + i, exponential_of(load(x + i)));
}

static void logarithm(ptrdiff_t count, const float *x, float *y) {
  for (ptrdiff_t i = 0; i < count; i += LANES) store(y + i, logarithm_of(load(x + i)));
}

/// How a bias is added to a tile: not at all, one element for each row, or one element for each column.
typedef enum { NO_BIAS, BIAS_BY_ROW, BIAS_BY_COLUMN } bias_kind;

INLINE void finish_rows(const bnk_activation activation, ptrdiff_t rows, ptrdiff_t vectors, float *c, ptrdiff_t c_row,
                        const float *bias, bias_kind kind) {
  for (ptrdiff_t i = 0; i < rows; i++)
    for (ptrdiff_t j = 0; j < vectors; j++) {
      V sum = load(c + i * c_row + j * LANES);
      if (kind == BIAS_BY_ROW) sum += (V)bias[i];
      if (kind == BIAS_BY_COLUMN) sum += load(bias + j * LANES);
      store(c + i * c_row + j * LANES, activation_of(activation, sum));
    }
}

/// c = activation(c + bias), for a tile that has just been computed and is still in the first-level cache. The tile has
/// `rows` rows of `vectors` vectors.
static void finish_tile(bnk_activation activation, ptrdiff_t rows, ptrdiff_t vectors, float *c, ptrdiff_t c_row,
                        const float *bias, bias_kind kind) {
  if (activation == BNK_LINEAR && kind == NO_BIAS) return;
  WITH_CONSTANT(activation, finish_rows, rows, vectors, c, c_row, bias, kind)
}
