// exp, log, tanh and the logistic function (sigmoid) of sixteen floats. The polynomials are fitted by
// Tests/CKernelsTests/Approximations/fit.py. They are evaluated as several short chains of operations, which can run at
// the same time. Results for infinities, denormals and signed zeros are those of libm; NaN stays NaN. Maximum errors
// over all floats, compared with double precision, in units in the last place: exp 0.92, log 1.00, tanh 2.61, sigmoid
// 2.41. Without fused multiply-add, exp has 1.18.

/// x limited to low...high. NaN stays NaN, since every comparison with it is false.
INLINE V clamped(V x, float low, float high) {
  x = x > (V)high ? (V)high : x;
  return x < (V)low ? (V)low : x;
}

/// Splits x = n·ln 2 + remainder with |remainder| ≤ ln 2 / 2, for |x| < 2²⁰. Returns n.
INLINE I reduced(V x, V *remainder) {
  const V magic = (V)0x1.8p23f;  // adding it leaves the nearest integer in the low bits
  const V shifted = MULTIPLY_ADD(x, (V)0x1.715476p0f, magic);
  const V n = shifted - magic;
  // ln 2 in two parts. The first has nine trailing zeros, so its product with n is exact even without a fused
  // multiply-add.
  const V r = MULTIPLY_ADD(n, (V)-0x1.62e400p-1f, x);
  *remainder = MULTIPLY_ADD(n, (V)-0x1.7f7d1cp-20f, r);
  return (I)shifted - (I)magic;
}

/// q(r) in eʳ = 1 + r + r²·q(r), for |r| ≤ ln 2 / 2. The relative error of eʳ − 1 is below 1.4e-8.
INLINE V exponential_tail(V r) {
  const V square = r * r;
  const V low = MULTIPLY_ADD(r, (V)0.166665465f, (V)0.49999997f);
  const V high = MULTIPLY_ADD(square, (V)0.00138699403f, MULTIPLY_ADD(r, (V)0.00836625323f, (V)0.0416674428f));
  return MULTIPLY_ADD(square, high, low);
}

/// 2ⁿ for −126 ≤ n ≤ 127.
INLINE V power_of_two(I n) { return (V)((n + 127) << 23); }

/// eˣ
INLINE V exponential_of(V x) {
  V r;
  const I n = reduced(clamped(x, -104.0f, 89.0f), &r);
  const V tail = exponential_tail(r);
  const V p = MULTIPLY_ADD(MULTIPLY_ADD(tail, r, (V)1.0f), r, (V)1.0f);
  // 2ⁿ is multiplied as two factors, since 2ⁿ alone would overflow or underflow before the result does. Only the last
  // product is rounded, even if it is denormal.
  const I half = n >> 1;
  return p * power_of_two(half) * power_of_two(n - half);
}

/// tanh x. Let a = |x| = n·ln 2 / 2 + r. Then tanh a = e / (e + 1), where e = (e²ᵃ − 1) / 2 = 2ⁿ·h + (2ⁿ − 1) / 2 and
/// h = (e²ʳ − 1) / 2. If a > 9.1, the result is 1. For smaller a, ln 2 / 2 as one float32 is accurate enough: n times
/// its error does not change the result.
INLINE V tanh_of(V x) {
  const I sign = (I)x & (I)INT32_MIN;
  V a = (V)((I)x & (I)INT32_MAX);
  a = a > (V)9.1f ? (V)9.1f : a;
  // Adding it leaves n + 127, the biased exponent of 2ⁿ, in the low bits.
  const V magic = (V)(0x1.8p23f + 127);
  const V shifted = MULTIPLY_ADD(a, (V)0x1.715476p1f, magic);
  const V r = MULTIPLY_ADD(shifted - magic, (V)-0x1.62e430p-2f, a);
  const V power = (V)((I)shifted << 23);
  // h = r + r²·2q(2r): the coefficients of exponential_tail, multiplied by powers of two.
  const V square = r * r;
  const V low = MULTIPLY_ADD(r, (V)0.666661859f, (V)0.99999994f);
  const V high = MULTIPLY_ADD(square, (V)0.0443838090f, MULTIPLY_ADD(r, (V)0.133860052f, (V)0.333339542f));
  const V h = MULTIPLY_ADD(square, MULTIPLY_ADD(square, high, low), r);
  const V e = MULTIPLY_ADD(power, h, MULTIPLY_ADD(power, (V)0.5f, (V)-0.5f));
  return (V)((I)(e / (e + (V)1.0f)) | sign);
}

/// 1 / (1 + e⁻ˣ), computed from e⁻|x|: that never overflows, and small results stay accurate.
INLINE V sigmoid_of(V x) {
  const V e = exponential_of((V)((I)x | (I)INT32_MIN));
  return (x < (V)0.0f ? e : (V)1.0f) / ((V)1.0f + e);
}

/// log x = k·ln 2 + log1p(f), where x = 2ᵏ·(1 + f), √½ ≤ 1 + f < √2 and log1p(f) = log(1 + f).
INLINE V logarithm_of(V x) {
  const I is_denormal = x < (V)0x1p-126f;
  const I bits = (I)(is_denormal ? x * (V)0x1p23f : x);
  const I exponent = (bits - 0x3f3504f3) >> 23;
  const V f = (V)(bits - (exponent << 23)) - (V)1.0f;
  const V k = __builtin_convertvector(exponent, V) - (is_denormal ? (V)23.0f : (V)0.0f);
  // q(f) in log1p(f) = f + f²·q(f); relative error below 4.3e-9.
  const V square = f * f, fourth = square * square;
  const V q_01 = MULTIPLY_ADD(f, (V)0.333333254f, (V)-0.499999881f);
  const V q_23 = MULTIPLY_ADD(f, (V)0.200019613f, (V)-0.250016004f);
  const V q_45 = MULTIPLY_ADD(f, (V)0.141822726f, (V)-0.16608718f);
  const V q_67 = MULTIPLY_ADD(f, (V)0.129014179f, (V)-0.132463396f);
  const V high = MULTIPLY_ADD(fourth, (V)-0.0760928839f, MULTIPLY_ADD(square, q_67, q_45));
  const V q = MULTIPLY_ADD(fourth, high, MULTIPLY_ADD(square, q_23, q_01));
  const V log1p_f = MULTIPLY_ADD(square, q, f);
  const V result = MULTIPLY_ADD(k, (V)0x1.62e400p-1f, MULTIPLY_ADD(k, (V)0x1.7f7d1cp-20f, log1p_f));
  const V infinity = (V)__builtin_inff();
  const V special = x == (V)0.0f ? -infinity : (x < (V)0.0f ? (V)__builtin_nanf("") : x);
  return ((x > (V)0.0f) & (x < infinity)) ? result : special;
}

/// log (1 + e) for 0 ≤ e ≤ 1. It is accurate for small e too, since the rounding error of 1 + e is corrected.
INLINE V log_of_one_plus(V e) {
  const V sum = (V)1.0f + e;
  return logarithm_of(sum) + (e - (sum - (V)1.0f)) / sum;
}
