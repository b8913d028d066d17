// How products are cut: k into blocks, B's columns into strips, of nearly equal size each.

enum {
  GEMM_DEPTH = 320,  // the most steps of k in a block
  GEMM_WIDTH = GEMM_VECTORS * LANES,
};

/// A strip of B's columns, as wide as a tile or less; and the source of the next one, of whose lines a share is fetched
/// with each panel of A.
typedef struct {
  ptrdiff_t start, columns, vectors;
  factor next;
  ptrdiff_t next_columns, depth, lines, share;
} strip;

INLINE ptrdiff_t strips_of(ptrdiff_t n) { return quotient_up(quotient_up(n, LANES), GEMM_VECTORS); }

INLINE strip strip_at(ptrdiff_t index, ptrdiff_t strips, ptrdiff_t n, ptrdiff_t depth, factor b, ptrdiff_t panels) {
  const ptrdiff_t vectors = quotient_up(n, LANES), first = part_start(vectors, strips, index);
  strip s = {.start = first * LANES, .vectors = part_start(vectors, strips, index + 1) - first, .depth = depth};
  s.columns = least(n - s.start, s.vectors * LANES);
  s.next = part_of(b, s.start + s.columns, 0);
  s.next_columns = least(n - s.start - s.columns, GEMM_WIDTH);
  s.lines = s.next_columns <= 0 ? 0 : b.lane_step == 1 ? depth : s.next_columns;
  s.share = quotient_up(s.lines, panels);
  return s;
}

INLINE void fetch_next_strip(strip s, ptrdiff_t panel) {
  prefetch_lines(s.next_columns, s.depth, s.next, panel * s.share, least((panel + 1) * s.share, s.lines));
}
