// How a product is divided: k into blocks, and the columns of B into strips. Blocks have nearly equal sizes, and so
// have strips.

enum {
  GEMM_DEPTH = 320,  // maximum number of steps of k in a block
  GEMM_WIDTH = GEMM_VECTORS * LANES,
};

/// A strip of B's columns, at most as wide as a tile, and the source of the next strip, which is prefetched meanwhile.
typedef struct {
  ptrdiff_t start, columns, vectors;  // first column, number of columns, number of vectors
  factor next;                        // the columns of the next strip
  ptrdiff_t next_columns, depth;      // its columns and steps of k
  ptrdiff_t lines, share;             // its lines (see prefetch_lines), and how many to prefetch with each panel of A
} strip;

/// Number of strips for n columns.
INLINE ptrdiff_t strips_of(ptrdiff_t n) { return quotient_up(quotient_up(n, LANES), GEMM_VECTORS); }

/// Strip `index` of `strips`; `panels` is the number of panels of A.
INLINE strip strip_at(ptrdiff_t index, ptrdiff_t strips, ptrdiff_t n, ptrdiff_t depth, factor b, ptrdiff_t panels) {
  const ptrdiff_t vectors = quotient_up(n, LANES), first = part_start(vectors, strips, index);
  strip s = {.start = first * LANES, .vectors = part_start(vectors, strips, index + 1) - first, .depth = depth};
  s.columns = minimum(n - s.start, s.vectors * LANES);
  s.next = part_of(b, s.start + s.columns, 0);
  s.next_columns = minimum(n - s.start - s.columns, GEMM_WIDTH);
  s.lines = s.next_columns <= 0 ? 0 : b.lane_step == 1 ? depth : s.next_columns;
  s.share = quotient_up(s.lines, panels);
  return s;
}

/// Prefetches the share of the next strip that belongs to this panel of A.
INLINE void fetch_next_strip(strip s, ptrdiff_t panel) {
  prefetch_lines(s.next_columns, s.depth, s.next, panel * s.share, minimum((panel + 1) * s.share, s.lines));
}
