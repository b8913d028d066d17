// How threads share a product: each takes some of the strips of B's columns, and more when it is done with them, ever
// fewer towards the end. Threads are not equally fast, be it that their cores differ or that something else runs on
// one of them, and with halves of a fixed size all would wait for the slowest. Neighbouring strips go to one thread,
// for its core's caches.
//
// A strip's sums of one block of k must be in C before those of the next block are added, so a thread waits for whoever
// has that strip; as strips are taken in order, that is seldom. The rows of tall products are split as well, so that
// each thread packs its own part of A; done with its own, it helps with the others'.

/// The strips of some rows of C in one block of k: those from `own` to `end` are this thread's.
typedef struct {
  ptrdiff_t own, end, strips, block, threads;
  _Atomic uint32_t *taken;  // how many of the strips; null without a team
  _Atomic uint32_t *done;   // for each strip: its blocks that are done
} strip_queue;

// Packing A to help with fewer strips than these takes longer than to wait for them.
enum { HELPED_STRIPS = GEMM_VECTORS > 1 ? 2 : 3 };

/// The progress that threads share: for each part of the rows the strips taken of each block, and the blocks done of
/// each strip.
INLINE ptrdiff_t progress_of(ptrdiff_t parts, ptrdiff_t blocks, ptrdiff_t strips) { return parts * (blocks + strips); }

/// The same, or 0 where there are too few strips for threads to take turns at.
INLINE ptrdiff_t shared_progress(ptrdiff_t parts, ptrdiff_t blocks, ptrdiff_t strips, ptrdiff_t threads) {
  return parts * strips >= 2 * threads ? progress_of(parts, blocks, strips) : 0;
}

INLINE strip_queue queue_of(const bnk_team *team, ptrdiff_t part, ptrdiff_t blocks, ptrdiff_t block, ptrdiff_t strips) {
  if (!team) return (strip_queue){.end = strips, .strips = strips, .block = block, .threads = 1};
  _Atomic uint32_t *const progress = (_Atomic uint32_t *)team->progress + progress_of(part, blocks, strips);
  return (strip_queue){.strips = strips, .block = block, .threads = team->threads, .taken = progress + block,
                       .done = progress + blocks};
}

/// Whether this thread is not needed: someone else is at the strips, to the last one, and few are left.
INLINE bool is_nearly_done(const strip_queue *queue) {
  const ptrdiff_t taken = queue->taken ? (ptrdiff_t)atomic_load_explicit(queue->taken, memory_order_relaxed) : 0;
  return taken > 0 && queue->strips - taken < HELPED_STRIPS;
}

/// The next strip, or one behind the last. After the own ones a share of those that are left is taken.
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

int sched_yield(void);  // of <sched.h>, which compilers for other processors may not find

/// Waits until the blocks before this one are done.
static void await_strip(const strip_queue *queue, ptrdiff_t strip) {
  if (!queue->done) return;
  const uint32_t blocks = (uint32_t)queue->block;
  for (int spins = 0; atomic_load_explicit(queue->done + strip, memory_order_acquire) < blocks; spins++)
    if (spins < 1000)
      SPIN_HINT;
    else
      sched_yield();
}

INLINE void finish_strip(const strip_queue *queue, ptrdiff_t strip) {
  if (queue->done) atomic_store_explicit(queue->done + strip, (uint32_t)queue->block + 1, memory_order_release);
}

/// Parts of the rows, so that a part's panels fit into `most_floats`: for tall products, and those of few strips, one
/// for each thread that there is a panel for.
INLINE ptrdiff_t row_parts(ptrdiff_t m, ptrdiff_t n, ptrdiff_t depth, ptrdiff_t threads, ptrdiff_t most_floats) {
  const bool is_split = threads > 1 && (m > n || strips_of(n) < 2 * threads);
  return most(quotient_up(m * depth, most_floats), is_split ? least(threads, quotient_up(m, GEMM_ROWS)) : 1);
}

/// Which part a thread takes as its `turn`th: the threads begin far from each other.
INLINE ptrdiff_t part_of_turn(const bnk_team *team, ptrdiff_t turn, ptrdiff_t parts) {
  return team ? (team->thread * parts / team->threads + turn) % parts : turn;
}
