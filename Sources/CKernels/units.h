// The relatives of the rectified linear unit: y = f(x) and dx = dy·f'(x). Both are computed from the input x (count is
// a multiple of 16). At x = 0 the derivative is that of the negative side, as in PyTorch. The polynomials for the
// normal distribution are fitted by Tests/CKernelsTests/Approximations/fit_normal.py.

/// exp(x) − 1 for x ≤ 0. Accurate for small x too; −0 stays −0. Results for x > 0 are wrong and must not be used.
INLINE V exponential_minus_one_of_negative(V x) {
  V r;
  const V scale = power_of_two(reduced(clamped(x, -30.0f, 0.0f), &r));
  const V remainder = MULTIPLY_ADD(r * r, exponential_tail(r), r);
  const V e = MULTIPLY_ADD(scale, remainder, scale - (V)1.0f);
  return (V)((I)e | ((I)x & (I)INT32_MIN));
}

/// exp(−a²/2). The rounding error of a² is corrected; at a = 10 it would cause an error of 50 units in the last place.
INLINE V bell_of(V a) {
  const V square = a * a;
  const V high = (V)((I)a & (I)~0xfff), low = a - high;
  const V rest = ((high * high - square) + (high + high) * low) + low * low;  // a² − square, by Dekker's splitting
  const V e = exponential_of(square * (V)-0.5f);
  return MULTIPLY_ADD(e, rest * (V)-0.5f, e);
}

/// (1 − Φ(a)) / exp(−a²/2) for 1 ≤ a ≤ 15, where Φ is the distribution function of the standard normal distribution. It
/// is t·q(t) with t = 1 / (1 + 0.3·a). The relative error of q is below 3.8e-9.
INLINE V normal_tail_ratio(V a) {
  const V t = (V)1.0f / MULTIPLY_ADD(a, (V)0.3f, (V)1.0f);
  V q = MULTIPLY_ADD(t, (V)-0.0206288788f, (V)0.11246603f);
  q = MULTIPLY_ADD(q, t, (V)-0.228287861f);
  q = MULTIPLY_ADD(q, t, (V)0.191887647f);
  q = MULTIPLY_ADD(q, t, (V)-0.0795130357f);
  q = MULTIPLY_ADD(q, t, (V)0.096207127f);
  q = MULTIPLY_ADD(q, t, (V)0.0783714131f);
  q = MULTIPLY_ADD(q, t, (V)0.110239536f);
  q = MULTIPLY_ADD(q, t, (V)0.119571298f);
  q = MULTIPLY_ADD(q, t, (V)0.119686723f);
  return t * q;
}

/// Φ(x) − 1/2 for |x| ≤ 1: x·p(x²), relative error below 2.9e-8.
INLINE V normal_centre(V x) {
  const V square = x * x;
  V p = MULTIPLY_ADD(square, (V)-1.29956516e-05f, (V)0.000126982995f);
  p = MULTIPLY_ADD(p, square, (V)-0.00119830202f);
  p = MULTIPLY_ADD(p, square, (V)0.00997767784f);
  p = MULTIPLY_ADD(p, square, (V)-0.0664909184f);
  p = MULTIPLY_ADD(p, square, (V)0.398942292f);
  return x * p;
}

/// 2·√(2/π)·(x + 0.044715·x³). BNK_GELU_TANH is x·sigmoid of this, since (1 + tanh u)/2 = sigmoid 2u.
INLINE V gelu_argument(V x) {
  return x * MULTIPLY_ADD(x * x, (V)0.0713548163f, (V)1.59576912f);
}

/// Above GELU_REACH, gelu is x and its derivative is 1, to the last bit. Below −GELU_REACH, both are 0.
#define GELU_REACH 15.0f

/// Below −SWISH_REACH, swish and its derivative are 0 to the last bit; above SWISH_REACH, they are x and 1.
#define SWISH_REACH 136.0f
/// Below −SWISH_FAR, σ(x) is eˣ to the last bit.
#define SWISH_FAR 64.0f
/// e⁻³²
#define EXPONENTIAL_OF_MINUS_32 1.26641655e-14f

#define SELU_SCALE 1.05070099f
#define SELU_SCALED_ALPHA 1.75809934f

/// f(x)
INLINE V unit_of(const bnk_unit unit, V alpha, V x) {
  switch (unit) {
    case BNK_LEAKY_RELU: return x < (V)0.0f ? alpha * x : x;
    case BNK_ELU: return x > (V)0.0f ? x : alpha * exponential_minus_one_of_negative(x);
    case BNK_SELU:
      return x > (V)0.0f ? (V)SELU_SCALE * x : (V)SELU_SCALED_ALPHA * exponential_minus_one_of_negative(x);
    case BNK_GELU: {
      const V near = clamped(x, -GELU_REACH, GELU_REACH);
      const V a = (V)((I)near & (I)INT32_MAX);
      const V ratio = normal_tail_ratio(a), bell = bell_of(a);
      // In this order of the factors, only the last product can be denormal.
      const V far = x < (V)0.0f ? near * ratio * bell : x * ((V)1.0f - ratio * bell);
      return a < (V)1.0f ? x * ((V)0.5f + normal_centre(near)) : far;
    }
    case BNK_GELU_TANH: {
      const V near = clamped(x, -GELU_REACH, GELU_REACH);
      const V gate = sigmoid_of(gelu_argument(near));
      return (x < (V)0.0f ? near : x) * gate;
    }
    case BNK_SOFTPLUS: return (x < (V)0.0f ? (V)0.0f : x) + log_of_one_plus(exponential_of((V)((I)x | (I)INT32_MIN)));
    case BNK_SWISH: {
      // Only −∞ needs the clamp: −∞·0 would be NaN.
      const V near = clamped(x, -SWISH_REACH, __builtin_inff());
      // Far below 0, eˣ is denormal and inexact while x·eˣ is not yet. There x·eˣ is x·eˣ⁺³²·e⁻³², so that only the
      // last product may be denormal.
      const I far = near < (V)-SWISH_FAR;
      const V gate = sigmoid_of(far ? near + (V)32.0f : near);
      return near * gate * (far ? (V)EXPONENTIAL_OF_MINUS_32 : (V)1.0f);
    }
  }
}

/// f'(x)
INLINE V unit_slope(const bnk_unit unit, V alpha, V x) {
  switch (unit) {
    case BNK_LEAKY_RELU: return x > (V)0.0f ? (V)1.0f : (x != x ? x : alpha);
    case BNK_ELU: return x > (V)0.0f ? (V)1.0f : alpha * exponential_of(x);
    case BNK_SELU: return x > (V)0.0f ? (V)SELU_SCALE : (V)SELU_SCALED_ALPHA * exponential_of(x);
    case BNK_GELU: {
      // Φ(x) + x·φ(x)
      const V near = clamped(x, -GELU_REACH, GELU_REACH);
      const V a = (V)((I)near & (I)INT32_MAX);
      const V bell = bell_of(a), tail = normal_tail_ratio(a) * bell;
      const V far = x < (V)0.0f ? tail : (V)1.0f - tail;
      const V distribution = a < (V)1.0f ? (V)0.5f + normal_centre(near) : far;
      return MULTIPLY_ADD(near, bell * (V)0.39894228f, distribution);
    }
    case BNK_GELU_TANH: {
      // s + x·s·(1 − s)·u'(x) with s = sigmoid(u). 1 − s is sigmoid(−u).
      const V near = clamped(x, -GELU_REACH, GELU_REACH);
      const V u = gelu_argument(near);
      const V gate = sigmoid_of(u);
      const V argument_slope = MULTIPLY_ADD(near * near, (V)(3 * 0.0713548163f), (V)1.59576912f);
      return MULTIPLY_ADD(near * argument_slope, gate * sigmoid_of(-u), gate);
    }
    case BNK_SOFTPLUS: return sigmoid_of(x);
    case BNK_SWISH: {
      // σ(x)·(1 + x·(1 − σ(x))), where 1 − σ(x) is σ(−x). Without the clamp, an infinite x times 0 would be NaN.
      const V near = clamped(x, -SWISH_REACH, SWISH_REACH);
      const V gate = sigmoid_of(near);
      return MULTIPLY_ADD(near, gate * sigmoid_of(-near), gate);
    }
  }
}

/// Calls function(unit, ...) with a compile-time constant unit, so that the function's loops contain no branch on it.
#define WITH_CONSTANT_UNIT(unit, function, ...)                          \
  switch (unit) {                                                        \
    case BNK_LEAKY_RELU: function(BNK_LEAKY_RELU, __VA_ARGS__); break;   \
    case BNK_ELU: function(BNK_ELU, __VA_ARGS__); break;                 \
    case BNK_SELU: function(BNK_SELU, __VA_ARGS__); break;               \
    case BNK_GELU: function(BNK_GELU, __VA_ARGS__); break;               \
    case BNK_GELU_TANH: function(BNK_GELU_TANH, __VA_ARGS__); break;     \
    case BNK_SOFTPLUS: function(BNK_SOFTPLUS, __VA_ARGS__); break;       \
    case BNK_SWISH: function(BNK_SWISH, __VA_ARGS__); break;             \
  }

INLINE void apply_units(const bnk_unit unit, float alpha, ptrdiff_t count, const float *x, float *y) {
  for (ptrdiff_t i = 0; i < count; i += LANES) store(y + i, unit_of(unit, (V)alpha, load(x + i)));
}

static void apply_unit(bnk_unit unit, float alpha, ptrdiff_t count, const float *x, float *y) {
  WITH_CONSTANT_UNIT(unit, apply_units, alpha, count, x, y)
}

INLINE void multiply_by_unit_slopes(const bnk_unit unit, float alpha, ptrdiff_t count, const float *x, const float *dy,
                                    float *dx) {
  for (ptrdiff_t i = 0; i < count; i += LANES)
    store(dx + i, load(dy + i) * unit_slope(unit, (V)alpha, load(x + i)));
}

static void unit_gradient(bnk_unit unit, float alpha, ptrdiff_t count, const float *x, const float *dy, float *dx) {
  WITH_CONSTANT_UNIT(unit, multiply_by_unit_slopes, alpha, count, x, dy, dx)
}
