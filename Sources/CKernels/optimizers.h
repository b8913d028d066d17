// The update rules of the optimizers. Each is one pass over the gradient, the optimizer's state and the weights of a
// parameter (count is a multiple of 16). They return whether all new weights are finite, which costs no time: the loops
// wait for memory.

/// The greater of the bits so far and those of the magnitudes. The bits of floats without a sign are in the order of the
/// floats, and those of infinity and NaN are the greatest.
INLINE I greatest_bits(I bits, V value) {
  return __builtin_elementwise_max(bits, (I)value & (I)INT32_MAX);
}

INLINE bool are_finite(I bits) { return __builtin_reduce_max(bits) < 0x7F800000; }

INLINE bool sgd_all(const bool has_momentum, const bool nesterov, ptrdiff_t count, float rate, float momentum,
                    const float *gradient, float *velocity, float *weights) {
  I bits = {0};
  for (ptrdiff_t i = 0; i < count; i += LANES) {
    const V step = load(gradient + i) * (V)rate;
    V change = -step;
    if (has_momentum) {
      const V v = MULTIPLY_ADD((V)momentum, load(velocity + i), -step);
      store(velocity + i, v);
      change = nesterov ? MULTIPLY_ADD((V)momentum, v, -step) : v;
    }
    const V w = load(weights + i) + change;
    store(weights + i, w);
    bits = greatest_bits(bits, w);
  }
  return are_finite(bits);
}

static bool sgd(ptrdiff_t count, float rate, float momentum, bool nesterov, const float *gradient, float *velocity,
                float *weights) {
  if (!velocity) return sgd_all(false, false, count, rate, momentum, gradient, velocity, weights);
  if (nesterov) return sgd_all(true, true, count, rate, momentum, gradient, velocity, weights);
  return sgd_all(true, false, count, rate, momentum, gradient, velocity, weights);
}

static bool rmsprop(ptrdiff_t count, float rate, float rho, float complement, float epsilon, const float *gradient,
                    float *mean_square, float *weights) {
  I bits = {0};
  for (ptrdiff_t i = 0; i < count; i += LANES) {
    const V g = load(gradient + i);
    const V v = MULTIPLY_ADD((V)rho, load(mean_square + i), (V)complement * (g * g));
    store(mean_square + i, v);
    const V w = load(weights + i) - (V)rate * g / __builtin_elementwise_sqrt(v + (V)epsilon);
    store(weights + i, w);
    bits = greatest_bits(bits, w);
  }
  return are_finite(bits);
}

static bool adam(ptrdiff_t count, float step, float root_correction, float beta_1, float complement_1, float beta_2,
                 float complement_2, float epsilon, const float *gradient, float *mean, float *mean_square,
                 float *weights) {
  I bits = {0};
  for (ptrdiff_t i = 0; i < count; i += LANES) {
    const V g = load(gradient + i);
    const V m = MULTIPLY_ADD((V)beta_1, load(mean + i), (V)complement_1 * g);
    const V v = MULTIPLY_ADD((V)beta_2, load(mean_square + i), (V)complement_2 * (g * g));
    store(mean + i, m);
    store(mean_square + i, v);
    const V root = MULTIPLY_ADD(__builtin_elementwise_sqrt(v), (V)root_correction, (V)epsilon);
    const V w = load(weights + i) - (V)step * m / root;
    store(weights + i, w);
    bits = greatest_bits(bits, w);
  }
  return are_finite(bits);
}
