// Random tensors as inputs of kernels, and the hash of the tensors that kernels have written.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
  float *start;
  ptrdiff_t count;
} tensor;

static uint64_t state, hash;

static uint64_t next_random(void) {
  state += 0x9E3779B97F4A7C15u;
  uint64_t z = state;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

static ptrdiff_t between(ptrdiff_t low, ptrdiff_t high) {
  return low + (ptrdiff_t)(next_random() % (uint64_t)(high - low + 1));
}

/// A tensor of `count` random values in −scale...scale. With `specials`, some of them are special values instead. The
/// memory has exactly `count` floats.
static tensor random_tensor(ptrdiff_t count, float scale, bool specials) {
  const float special[] = {0, -0.0f, __builtin_inff(), -__builtin_inff(), __builtin_nanf(""), 0x1p-149f, -0x1p-130f};
  tensor t = {malloc((size_t)count * sizeof(float)), count};
  for (ptrdiff_t i = 0; i < count; i++) {
    t.start[i] = scale * ((float)(int32_t)(next_random() >> 40) * 0x1p-23f - 1);
    if (specials && next_random() % 64 == 0) t.start[i] = special[next_random() % 7];
  }
  return t;
}

/// A workspace of NaN. It takes no random numbers: its size differs between levels, but the inputs must not.
static tensor workspace_of(ptrdiff_t count) {
  tensor t = {malloc((size_t)count * sizeof(float)), count};
  for (ptrdiff_t i = 0; i < count; i++) t.start[i] = __builtin_nanf("");
  return t;
}

/// Hashes the first `columns` floats of each row of `stride` floats, then frees the tensor. All NaN have the same hash.
static void hash_rows(tensor t, ptrdiff_t columns, ptrdiff_t stride) {
  for (ptrdiff_t i = 0; i < t.count; i++) {
    if (i % stride >= columns) continue;
    uint32_t bits;
    __builtin_memcpy(&bits, &t.start[i], sizeof bits);
    if (t.start[i] != t.start[i]) bits = 0x7FC00000;
    for (int byte = 0; byte < 4; byte++) hash = (hash ^ (bits >> 8 * byte & 0xFF)) * 0x100000001B3u;
  }
  free(t.start);
}

/// Hashes a whole tensor, then frees it.
static void hash_all(tensor t) { hash_rows(t, 1, 1); }

/// Prints the hash of all results since the last call.
static void print_hash(const char *name) {
  printf("%-12s %016llx\n", name, (unsigned long long)hash);
  hash = 0xCBF29CE484222325u;
}
