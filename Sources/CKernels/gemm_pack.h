// Packing of the factors of a product: from where an element (lane, step of k) stands to [step][lane], the order in
// which the tiles read.

/// A factor, or a part of one: lanes are A's rows or B's columns. One of the steps is 1.
typedef struct {
  const float *start;
  ptrdiff_t lane_step, k_step;
} factor;

INLINE factor part_of(factor f, ptrdiff_t lane, ptrdiff_t k) {
  return (factor){f.start + lane * f.lane_step + k * f.k_step, f.lane_step, f.k_step};
}

/// Lanes beside each other in memory: each step is copied.
INLINE void pack_copied(ptrdiff_t lanes, ptrdiff_t filled, ptrdiff_t depth, factor f, float *restrict out) {
  ptrdiff_t k = 0;
  if (filled <= 8) {
    // A panel of A: two quads, which overlap where it has fewer than eight rows.
    for (; k < depth; k++) {
      const quad_V low = *(const unaligned_quad *)(f.start + k * f.k_step);
      const quad_V high = *(const unaligned_quad *)(f.start + k * f.k_step + lanes - 4);
      *(unaligned_quad *)(out + k * filled) = low;
      *(unaligned_quad *)(out + k * filled + lanes - 4) = high;
    }
  } else {
    // A strip of B: whole vectors, as long as they end inside of the factor.
    const ptrdiff_t room = (depth - 1) * f.k_step + lanes - filled;
    const ptrdiff_t whole = lanes == filled ? depth : room < 0 ? 0 : least(room / f.k_step + 1, depth);
    for (; k < whole; k++)
      for (ptrdiff_t i = 0; i < filled; i += LANES) store(out + k * filled + i, load(f.start + k * f.k_step + i));
    for (; k < depth; k++)
      for (ptrdiff_t i = 0; i < filled; i++) out[k * filled + i] = i < lanes ? f.start[k * f.k_step + i] : 0;
  }
}

/// Steps beside each other in memory, at least sixteen: four lanes × sixteen steps at a time are transposed in registers.
/// The last sixteen steps may overlap the ones before. The last four lanes may write into the next step; they come
/// first, so that the lanes before put that right.
INLINE void pack_transposed(ptrdiff_t lanes, ptrdiff_t filled, ptrdiff_t depth, factor f, float *restrict out) {
  for (ptrdiff_t lane = round_up(filled, 4) - 4; lane >= 0; lane -= 4) {
    const float *row[4];
    for (int i = 0; i < 4; i++) row[i] = f.start + least(lane + i, lanes - 1) * f.lane_step;
    for (ptrdiff_t k = 0; k < depth; k = k + LANES < depth ? least(k + LANES, depth - LANES) : depth) {
      V r[4] = {load(row[0] + k), load(row[1] + k), load(row[2] + k), load(row[3] + k)};
      transpose_quads(r);
      UNROLL for (int j = 0; j < 4; j++) store_quads(out + (k + j) * filled + lane, 4 * filled, r[j]);
    }
  }
}

/// Packs lanes × depth elements to out[k·filled + lane]. Lanes from `lanes` up to `filled` get anything that is there,
/// or zeros; up to three floats behind the last step may be written.
INLINE void pack(ptrdiff_t lanes, ptrdiff_t filled, ptrdiff_t depth, factor f, float *restrict out) {
  if (f.lane_step == 1 && lanes >= 4) {
    pack_copied(lanes, filled, depth, f, out);
  } else if (f.k_step == 1 && depth >= LANES && filled >= 4) {
    pack_transposed(lanes, filled, depth, f, out);
  } else {
    for (ptrdiff_t i = 0; i < lanes; i++)
      for (ptrdiff_t k = 0; k < depth; k++) out[k * filled + i] = f.start[i * f.lane_step + k * f.k_step];
    for (ptrdiff_t i = lanes; i < filled; i++)
      for (ptrdiff_t k = 0; k < depth; k++) out[k * filled + i] = 0;
  }
}

/// Fetches the lines `first`..<`last` of a part of a factor into the second-level cache, while tiles are computed: lanes
/// or steps far apart are not foreseen by the processor. A line is a run of lanes or of steps, whichever are neighbours.
INLINE void prefetch_lines(ptrdiff_t lanes, ptrdiff_t depth, factor f, ptrdiff_t first, ptrdiff_t last) {
  const ptrdiff_t length = f.lane_step == 1 ? lanes : depth, step = f.lane_step == 1 ? f.k_step : f.lane_step;
  for (ptrdiff_t line = first; line < last; line++)
    for (ptrdiff_t i = 0; i < length; i += LANES) __builtin_prefetch(f.start + line * step + i, 0, 2);
}
