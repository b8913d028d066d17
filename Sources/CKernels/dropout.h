// Inverted dropout: the values that are kept are scaled up in training. The masks come from the counter-based generator
// Philox4x32-10 (Salmon et al., SC11), for sixteen counters at a time. It uses integer arithmetic only, and a mask
// depends only on the key and the counters.

typedef uint32_t U __attribute__((ext_vector_type(16)));
typedef uint64_t W __attribute__((ext_vector_type(16)));

/// The low words of a·b, lane by lane; *high receives the high words.
INLINE U multiply_words(U a, uint32_t b, U *high) {
  const W product = __builtin_convertvector(a, W) * (W)(uint64_t)b;
  *high = __builtin_convertvector(product >> 32, U);
  return a * (U)b;
}

/// Replaces the counter (x[0], x[1], x[2], x[3]) of each lane by its four random words.
INLINE void philox(U x[4], uint64_t key) {
  uint32_t k0 = (uint32_t)key, k1 = (uint32_t)(key >> 32);
  for (int round = 0; round < 10; round++) {
    U high_0, high_2;
    const U low_0 = multiply_words(x[0], 0xD2511F53u, &high_0), low_2 = multiply_words(x[2], 0xCD9E8D57u, &high_2);
    x[0] = high_2 ^ x[1] ^ (U)k0;
    x[1] = low_2;
    x[2] = high_0 ^ x[3] ^ (U)k1;
    x[3] = low_0;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
}

/// Word j of the counter 16g + lane decides whether the float 64g + 16j + lane is kept.
static void dropout(ptrdiff_t count, ptrdiff_t first, const bnk_stream *stream, uint32_t rate, float scale,
                    const float *x, float *y) {
  const U lane = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  for (ptrdiff_t i = 0; i < count; i += 4 * LANES) {
    U words[4] = {lane + (U)(uint32_t)((first + i) / 4), (U)stream->step, (U)stream->index, (U)stream->purpose};
    philox(words, stream->key);
    for (int j = 0; j < 4 && i + j * LANES < count; j++) {
      const I kept = words[j] >> 8 >= (U)rate;
      store(y + i + j * LANES, kept ? load(x + i + j * LANES) * (V)scale : (V)0.0f);
    }
  }
}
