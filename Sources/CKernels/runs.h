// Runs of columns: those of a batch that are not zero in all of its rows.
//
// The pixels at the border of an image are zero in every sample of a batch, a third of those of MNIST's digits. What a
// dense layer would multiply by them adds nothing to its sums, and their weights' gradient is zero; so the product goes
// over the other columns alone, and gives the same bits (but for weights that are not finite, whose product with zero
// would be NaN).

enum { SHORTEST_GAP = 4 };  // columns of zeros that are worth a new run

/// Finds the runs of columns in which some row is not zero.
static ptrdiff_t find_runs(ptrdiff_t rows, ptrdiff_t columns, const float *x, ptrdiff_t stride, int32_t *starts,
                           int32_t *ends, int32_t *places) {
  ptrdiff_t count = 0, place = 0;
  for (ptrdiff_t j = 0; j < columns; j += LANES) {
    I bits = (I)0;
    for (ptrdiff_t i = 0; i < rows; i++) bits |= (I)load(x + i * stride + j);
    for (ptrdiff_t lane = 0; lane < least(columns - j, LANES); lane++) {
      if ((bits[lane] & INT32_MAX) == 0) continue;  // the sign of a zero does not matter
      const int32_t column = (int32_t)(j + lane);
      if (count == 0 || column - ends[count - 1] >= SHORTEST_GAP) {
        starts[count] = column;
        places[count++] = (int32_t)place;
      } else {
        place += column - ends[count - 1];
      }
      ends[count - 1] = column + 1;
      place++;
    }
  }
  places[count] = (int32_t)place;
  return count;
}

/// Sets out[first..<end] from x or, where x is null, to zero, and up to a vector of what follows in the row: columns are
/// written in their order, so that the next ones put that right.
INLINE void set_columns(ptrdiff_t first, ptrdiff_t end, ptrdiff_t columns, const float *x, float *out) {
  ptrdiff_t j = first;
  for (; j < end && j + LANES <= columns; j += LANES) store(out + j, x ? load(x + j - first) : (V)0.0f);
  for (; j < end; j++) out[j] = x ? x[j - first] : 0;
}

static void compact_columns(ptrdiff_t rows, const bnk_runs *runs, const float *x, ptrdiff_t stride, float *out,
                            ptrdiff_t out_stride) {
  const ptrdiff_t total = runs->places[runs->count], padded = least(round_up(total, LANES), out_stride);
  for (ptrdiff_t i = 0; i < rows; i++, x += stride, out += out_stride) {
    for (ptrdiff_t r = 0; r < runs->count; r++)
      for (ptrdiff_t j = runs->starts[r]; j < runs->ends[r]; j++) out[runs->places[r] + j - runs->starts[r]] = x[j];
    for (ptrdiff_t j = total; j < padded; j++) out[j] = 0;
  }
}

static void expand_columns(ptrdiff_t rows, ptrdiff_t columns, const bnk_runs *runs, const float *x, ptrdiff_t stride,
                           float *out, ptrdiff_t out_stride) {
  for (ptrdiff_t i = 0; i < rows; i++, x += stride, out += out_stride) {
    ptrdiff_t done = 0;
    for (ptrdiff_t r = 0; r < runs->count; r++) {
      set_columns(done, runs->starts[r], columns, NULL, out);
      set_columns(runs->starts[r], runs->ends[r], columns, x + runs->places[r], out);
      done = runs->ends[r];
    }
    set_columns(done, columns, columns, NULL, out);
  }
}

/// The steps start..<start + count of k, of which `packed` are in the runs; all of them where there are no runs.
typedef struct {
  const bnk_runs *runs;
  ptrdiff_t start, count, packed;
} step_range;

/// What steps start..<end have in common with run r: from the greater start to the smaller end, if that is behind.
INLINE ptrdiff_t run_start(const bnk_runs *runs, ptrdiff_t r, ptrdiff_t start) { return most(runs->starts[r], start); }
INLINE ptrdiff_t run_end(const bnk_runs *runs, ptrdiff_t r, ptrdiff_t end) { return least(runs->ends[r], end); }

static step_range steps_between(const bnk_runs *runs, ptrdiff_t start, ptrdiff_t end) {
  ptrdiff_t packed = runs ? 0 : end - start;
  for (ptrdiff_t r = 0; runs && r < runs->count; r++)
    packed += most(run_end(runs, r, end) - run_start(runs, r, start), 0);
  return (step_range){runs, start, end - start, packed};
}

/// Packs those steps of a factor that a range has.
static void pack_steps(ptrdiff_t lanes, ptrdiff_t filled, step_range steps, factor f, float *restrict out) {
  if (!steps.runs) {
    pack(lanes, filled, steps.count, part_of(f, 0, steps.start), out);
    return;
  }
  for (ptrdiff_t r = 0; r < steps.runs->count; r++) {
    const ptrdiff_t start = run_start(steps.runs, r, steps.start);
    const ptrdiff_t count = run_end(steps.runs, r, steps.start + steps.count) - start;
    if (count <= 0) continue;
    pack(lanes, filled, count, part_of(f, 0, start), out);
    out += count * filled;
  }
}
