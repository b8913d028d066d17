// How the threads of a team share a product. Each thread takes some of the strips of B's columns, computes them, then
// takes more; towards the end it takes fewer at a time. With parts of a fixed size, all threads would wait for the
// slowest one: threads are not equally fast, because their cores differ or because something else runs on a core. A
// thread takes neighbouring strips, which its core's caches make faster.
//
// The sums of a strip in one block of k must be in C before those of the next block are added. So a thread may have to
// wait for another thread that still computes the strip. Since strips are taken in order, this is rare. If a product
// has many rows, its rows are divided as well, and each thread packs its own part of A. A thread that has finished its
// own part helps with the other parts.

/// The strips of some rows of C in one block of k. This thread has taken those from `own` to `end`, which is not
/// included.
typedef struct {
  ptrdiff_t own, end, strips, block, threads;
  _Atomic uint32_t *taken;  // number of strips that are taken; null without a team
  _Atomic uint32_t *done;   // for each strip, the number of blocks that are done; null without a team
} strip_queue;

// If fewer strips than this are left, a thread does not help: packing A would take longer than waiting.
enum { HELPED_STRIPS = GEMM_VECTORS > 1 ? 2 : 3 };

/// Size of the progress that the threads share. For each part of the rows, it holds the number of strips taken in each
/// block, and the number of blocks done in each strip.
INLINE ptrdiff_t progress_of(ptrdiff_t parts, ptrdiff_t blocks, ptrdiff_t strips) { return parts * (blocks + strips); }

/// The same, or 0 if there are too few strips to share.
INLINE ptrdiff_t shared_progress(ptrdiff_t parts, ptrdiff_t blocks, ptrdiff_t strips, ptrdiff_t threads) {
  return parts * strips >= 2 * threads ? progress_of(parts, blocks, strips) : 0;
}

/// The queue of one part of the rows in one block of k. Without a team, this thread has all strips.
INLINE strip_queue queue_of(const bnk_team *team, ptrdiff_t part, ptrdiff_t blocks, ptrdiff_t block, ptrdiff_t strips) {
  if (!team) return (strip_queue){.end = strips, .strips = strips, .block = block, .threads = 1};
  _Atomic uint32_t *const progress = (_Atomic uint32_t *)team->progress + progress_of(part, blocks, strips);
  return (strip_queue){.strips = strips, .block = block, .threads = team->threads, .taken = progress + block,
                       .done = progress + blocks};
}

/// Whether this thread is not needed: other threads are computing the strips, and few strips are left.
INLINE bool is_nearly_done(const strip_queue *queue) {
  const ptrdiff_t taken = queue->taken ? (ptrdiff_t)atomic_load_explicit(queue->taken, memory_order_relaxed) : 0;
  return taken > 0 && queue->strips - taken < HELPED_STRIPS;
}

/// Returns the next strip for this thread, or the number of strips if none is left. If this thread has finished the
/// strips it had taken, it takes a share of the remaining ones.
static ptrdiff_t next_strip(strip_queue *queue) {
  if (queue->own == queue->end && queue->taken) {
    uint32_t taken = atomic_load_explicit(queue->taken, memory_order_relaxed), share;
    do {
      share = (uint32_t)quotient_up(queue->strips - taken, 2 * queue->threads);
    } while (!atomic_compare_exchange_weak_explicit(queue->taken, &taken, taken + share, memory_order_relaxed,
                                                    memory_order_relaxed));
    queue->own = taken, queue->end = taken + share;
  }
  return queue->own < queue->end ? queue->own++ : queue->strips;
}

int sched_yield(void);  // declared here, since a cross compiler may not find <sched.h>

/// Waits until all earlier blocks of the strip are done.
static void await_strip(const strip_queue *queue, ptrdiff_t strip) {
  if (!queue->done) return;
  const uint32_t blocks = (uint32_t)queue->block;
  for (int spins = 0; atomic_load_explicit(queue->done + strip, memory_order_acquire) < blocks; spins++)
    if (spins < 1000)
      SPIN_HINT;
    else
      sched_yield();
}

/// Tells the other threads that this block of the strip is done.
INLINE void finish_strip(const strip_queue *queue, ptrdiff_t strip) {
  if (queue->done) atomic_store_explicit(queue->done + strip, (uint32_t)queue->block + 1, memory_order_release);
}

/// Number of parts into which the rows are divided. The panels of a part must fit into `max_floats`. Products with many
/// rows or few strips have at least one part for each thread, as long as there are enough panels.
INLINE ptrdiff_t row_parts(ptrdiff_t m, ptrdiff_t n, ptrdiff_t depth, ptrdiff_t threads, ptrdiff_t max_floats) {
  const bool is_split = threads > 1 && (m > n || strips_of(n) < 2 * threads);
  return maximum(quotient_up(m * depth, max_floats), is_split ? minimum(threads, quotient_up(m, GEMM_ROWS)) : 1);
}

/// The part that a thread computes in its `turn`-th turn. The threads begin with parts that are far from each other.
INLINE ptrdiff_t part_of_turn(const bnk_team *team, ptrdiff_t turn, ptrdiff_t parts) {
  return team ? (team->thread * parts / team->threads + turn) % parts : turn;
}
