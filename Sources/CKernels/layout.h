// Gathers samples into a batch, and converts between rows layout and blocks layout.

INLINE ptrdiff_t sample_index(const int32_t *indices, ptrdiff_t i) { return indices ? indices[i] : i; }

static void gather_rows(ptrdiff_t samples, ptrdiff_t features, const float *source, const int32_t *indices, float *out,
                        ptrdiff_t stride) {
  for (ptrdiff_t i = 0; i < samples; i++) {
    const float *const from = source + sample_index(indices, i) * features;
    float *const to = out + i * stride;
    ptrdiff_t j = 0;
    for (; j + LANES <= features; j += LANES) store(to + j, load(from + j));
    for (; j < features; j++) to[j] = from[j];
    for (; j < minimum(round_up(features, LANES), stride); j++) to[j] = 0;
  }
}

/// Transposes eight samples × eight features at a time in registers. For pad lanes, the block's first sample is read,
/// and zeros are written.
static void gather_blocks(ptrdiff_t samples, ptrdiff_t features, const float *source, ptrdiff_t source_stride,
                          const int32_t *indices, float *out) {
  for (ptrdiff_t block = 0; block < samples; block += LANES, out += features * LANES) {
    const I real = first_lanes(samples - block);
    const float *row[LANES];
    for (ptrdiff_t lane = 0; lane < LANES; lane++)
      row[lane] = source + sample_index(indices, block + lane < samples ? block + lane : block) * source_stride;
    const ptrdiff_t whole = features / 8 * 8;
    for (ptrdiff_t feature = 0; feature < whole; feature += 8)
      UNROLL for (int half = 0; half < 2; half++) {
        const half_I is_real = half ? real.hi : real.lo;
        float *const to = out + feature * LANES + half * 8;
        V r[4];
        load_transposed(row + half * 8, feature, r);
        UNROLL for (int j = 0; j < 4; j++) {
          store_half(to + j * LANES, is_real ? r[j].lo : (half_V)0.0f);
          store_half(to + (4 + j) * LANES, is_real ? r[j].hi : (half_V)0.0f);
        }
      }
    for (ptrdiff_t feature = whole; feature < features; feature++)
      for (ptrdiff_t lane = 0; lane < LANES; lane++)
        out[feature * LANES + lane] = block + lane < samples ? row[lane][feature] : 0;
  }
}

/// Transposes four features × sixteen samples at a time in registers.
static void unpack_blocks(ptrdiff_t samples, ptrdiff_t features, const float *blocks, float *rows, ptrdiff_t stride) {
  const ptrdiff_t whole = features / 4 * 4;
  for (ptrdiff_t block = 0; block < samples; block += LANES, blocks += features * LANES) {
    const ptrdiff_t lanes = minimum(samples - block, LANES);
    float *const out = rows + block * stride;
    for (ptrdiff_t feature = 0; feature < whole; feature += 4) {
      V r[4];
      UNROLL for (int i = 0; i < 4; i++) r[i] = load(blocks + (feature + i) * LANES);
      transpose_quads(r);
      UNROLL for (int j = 0; j < 4; j++) {
        float quads[LANES];
        store(quads, r[j]);
        if (lanes == LANES)
          store_quads(out + j * stride + feature, 4 * stride, r[j]);
        else
          for (ptrdiff_t lane = j; lane < lanes; lane += 4)
            for (int i = 0; i < 4; i++) out[lane * stride + feature + i] = quads[lane / 4 * 4 + i];
      }
    }
    for (ptrdiff_t feature = whole; feature < features; feature++)
      for (ptrdiff_t lane = 0; lane < lanes; lane++) out[lane * stride + feature] = blocks[feature * LANES + lane];
  }
}
