// Packs the factors of a product: copies the elements from wherever they are stored to [step of k][lane], the order in
// which the tiles read them. A lane is a row of A or a column of B.

/// A factor of a product, or a part of one. The steps are the distances between neighbouring lanes and between
/// neighbouring steps of k, in floats. One of them is 1.
typedef struct {
  const float *start;
  ptrdiff_t lane_step, k_step;
} factor;

/// The part of a factor that begins at this lane and this step of k.
INLINE factor part_of(factor f, ptrdiff_t lane, ptrdiff_t k) {
  return (factor){f.start + lane * f.lane_step + k * f.k_step, f.lane_step, f.k_step};
}

/// Packs a panel of A that is stored by columns and has four to eight rows: two groups of four floats (quads) for each step, which may overlap.
INLINE void pack_quads(ptrdiff_t lanes, ptrdiff_t depth, factor f, float *restrict out) {
  for (ptrdiff_t k = 0; k < depth; k++) {
    const float *const from = f.start + k * f.k_step;
    const quad_V low = load_quad(from), high = load_quad(from + lanes - 4);
    store_quad(out + k * lanes, low);
    store_quad(out + k * lanes + lanes - 4, high);
  }
}

/// Packs a strip of B that is stored by rows. Copies whole vectors for all steps at which they end inside of the
/// factor, single floats for the others.
INLINE void pack_vectors(ptrdiff_t lanes, ptrdiff_t filled, ptrdiff_t depth, factor f, float *restrict out) {
  const ptrdiff_t room = (depth - 1) * f.k_step + lanes - filled;
  const ptrdiff_t whole = lanes == filled ? depth : room < 0 ? 0 : minimum(room / f.k_step + 1, depth);
  ptrdiff_t k = 0;
  for (; k < whole; k++)
    for (ptrdiff_t i = 0; i < filled; i += LANES) store(out + k * filled + i, load(f.start + k * f.k_step + i));
  for (; k < depth; k++)
    for (ptrdiff_t i = 0; i < filled; i++) out[k * filled + i] = i < lanes ? f.start[k * f.k_step + i] : 0;
}

/// The start of the next sixteen steps after those at k. The last sixteen may overlap the ones before.
INLINE ptrdiff_t next_steps(ptrdiff_t k, ptrdiff_t depth) {
  return k + LANES < depth ? minimum(k + LANES, depth - LANES) : depth;
}

/// Packs a panel of A that is stored by rows and has at least sixteen steps. Transposes four rows × sixteen steps at a
/// time. The last four rows may overwrite floats of the next step. They are packed first, so that the other rows then
/// write the right values there.
INLINE void pack_transposed_quads(ptrdiff_t lanes, ptrdiff_t depth, factor f, float *restrict out) {
  for (ptrdiff_t lane = round_up(lanes, 4) - 4; lane >= 0; lane -= 4) {
    const float *row[4];
    for (int i = 0; i < 4; i++) row[i] = f.start + minimum(lane + i, lanes - 1) * f.lane_step;
    for (ptrdiff_t k = 0; k < depth; k = next_steps(k, depth)) {
      V r[4] = {load(row[0] + k), load(row[1] + k), load(row[2] + k), load(row[3] + k)};
      transpose_quads(r);
      UNROLL for (int j = 0; j < 4; j++) store_quads(out + (k + j) * lanes + lane, 4 * lanes, r[j]);
    }
  }
}

/// Packs a strip of B that is stored by columns and has at least eight steps. Transposes eight columns × eight steps at
/// a time. The last eight steps may overlap the ones before.
INLINE void pack_transposed_vectors(ptrdiff_t lanes, ptrdiff_t filled, ptrdiff_t depth, factor f, float *restrict out) {
  for (ptrdiff_t lane = 0; lane < filled; lane += 8) {
    const float *column[8];
    for (ptrdiff_t i = 0; i < 8; i++) column[i] = f.start + minimum(lane + i, lanes - 1) * f.lane_step;
    for (ptrdiff_t k = 0; k < depth; k += 8) {
      const ptrdiff_t from = minimum(k, depth - 8);
      V r[4];
      load_transposed(column, from, r);
      UNROLL for (int j = 0; j < 4; j++) {
        store_half(out + (from + j) * filled + lane, r[j].lo);
        store_half(out + (from + 4 + j) * filled + lane, r[j].hi);
      }
    }
  }
}

/// Packs lanes × depth elements to out[k·filled + lane]. For a panel of A, `filled` is the number of its rows; for a
/// strip of B, it is the strip's width in floats. Lanes after the last one may get any values from the source, or
/// zeros. Up to three floats after the last step may be written.
INLINE void pack(ptrdiff_t lanes, ptrdiff_t filled, ptrdiff_t depth, factor f, float *restrict out) {
  const bool is_strip = filled % LANES == 0;
  if (f.lane_step == 1 && is_strip) {
    pack_vectors(lanes, filled, depth, f, out);
  } else if (f.lane_step == 1 && lanes >= 4) {
    pack_quads(lanes, depth, f, out);
  } else if (f.k_step == 1 && depth >= 8 && is_strip) {
    pack_transposed_vectors(lanes, filled, depth, f, out);
  } else if (f.k_step == 1 && depth >= LANES && lanes >= 4) {
    pack_transposed_quads(lanes, depth, f, out);
  } else {
    for (ptrdiff_t k = 0; k < depth; k++) {
      for (ptrdiff_t i = 0; i < lanes; i++) out[k * filled + i] = f.start[i * f.lane_step + k * f.k_step];
      for (ptrdiff_t i = lanes; i < filled; i++) out[k * filled + i] = 0;
    }
  }
}

/// Prefetches the lines `first`..<`last` of a part of a factor into the second-level cache, while tiles are computed.
/// The hardware prefetcher does not follow such large strides. A line is a sequence of neighbouring
/// floats: of lanes or of steps, depending on how the factor is stored. Lines of one vector have a loop of their own
/// without an inner loop, since the processor would mispredict the end of that inner loop.
INLINE void prefetch_lines(ptrdiff_t lanes, ptrdiff_t depth, factor f, ptrdiff_t first, ptrdiff_t last) {
  const ptrdiff_t length = f.lane_step == 1 ? lanes : depth, step = f.lane_step == 1 ? f.k_step : f.lane_step;
  if (first >= last) return;
  const float *line = f.start + first * step;
  if (length <= LANES) {
    for (ptrdiff_t i = first; i < last; i++, line += step) __builtin_prefetch(line, 0, 2);
  } else {
    for (ptrdiff_t i = first; i < last; i++, line += step)
      for (ptrdiff_t j = 0; j < length; j += LANES) __builtin_prefetch(line + j, 0, 2);
  }
}
