// Counts the heap allocations of the program that links this, by replacing malloc and similar functions of the C
// library.
#ifndef BNLAB_ALLOCATION_COUNTER_H
#define BNLAB_ALLOCATION_COUNTER_H

#include <stdbool.h>

/// Number of allocations by the calling thread since it began. To count those of a piece of code, call this before and
/// after it.
long allocations_of_this_thread(void);

/// Bytes that the calling thread has allocated, minus those that it has freed. Negative if the thread has freed more
/// memory, such as that of other threads, than it has allocated.
long heap_bytes_of_this_thread(void);

/// The maximum of heap_bytes_of_this_thread() since the last call of restart_heap_peak_of_this_thread().
long heap_peak_of_this_thread(void);

/// Sets heap_peak_of_this_thread() to the present heap_bytes_of_this_thread().
void restart_heap_peak_of_this_thread(void);

/// Whether allocations can be counted on this platform: only with the GNU C library, and without a sanitizer, which
/// also replaces malloc. Otherwise all counts are 0.
bool allocations_are_counted(void);

#endif
