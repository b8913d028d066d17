// Counts the heap allocations of the process that links this, by standing in front of the C library's malloc.
#ifndef BNLAB_ALLOCATION_COUNTER_H
#define BNLAB_ALLOCATION_COUNTER_H

#include <stdbool.h>

/// How often the calling thread has allocated memory since it began; whoever asks twice learns what happened between.
long allocations_of_this_thread(void);

/// Bytes that the calling thread has allocated, without those that it has freed. Negative where it has freed more memory
/// of other threads than it has allocated.
long heap_bytes_of_this_thread(void);

/// The maximum of heap_bytes_of_this_thread() since the last call of restart_heap_peak_of_this_thread().
long heap_peak_of_this_thread(void);

void restart_heap_peak_of_this_thread(void);

/// Whether this platform lets allocations be counted: the GNU C library, without a sanitizer that replaces malloc too.
bool allocations_are_counted(void);

#endif
