#include "AllocationCounter.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>

static _Thread_local long count, held, peak;

long allocations_of_this_thread(void) { return count; }

long heap_bytes_of_this_thread(void) { return held; }

long heap_peak_of_this_thread(void) { return peak; }

void restart_heap_peak_of_this_thread(void) { peak = held; }

#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define SANITIZED 1
#else
#define SANITIZED 0
#endif

#if defined(__GLIBC__) && !SANITIZED

#include <malloc.h>

// The GNU C library's own allocation functions. It exports them under these names for programs that replace malloc
// (https://www.gnu.org/software/libc/manual/html_node/Replacing-malloc.html). The definitions of an executable take
// precedence over those of a shared library, so every allocation of the process calls the functions below.
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *memory, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);
extern void __libc_free(void *memory);

bool allocations_are_counted(void) { return true; }

static void *counted(void *memory) {
  count++;
  held += (long)malloc_usable_size(memory);
  if (held > peak) peak = held;
  return memory;
}

void *malloc(size_t size) { return counted(__libc_malloc(size)); }

void *calloc(size_t elements, size_t size) { return counted(__libc_calloc(elements, size)); }

void *realloc(void *memory, size_t size) {
  const long before = (long)malloc_usable_size(memory);
  void *const moved = __libc_realloc(memory, size);
  // If realloc fails, the memory stays allocated. For the size 0, it is freed although the result is null.
  if (moved != NULL || size == 0) held -= before;
  return counted(moved);
}

void *aligned_alloc(size_t alignment, size_t size) { return counted(__libc_memalign(alignment, size)); }

void *memalign(size_t alignment, size_t size) { return counted(__libc_memalign(alignment, size)); }

int posix_memalign(void **memory, size_t alignment, size_t size) {
  void *const allocated = counted(__libc_memalign(alignment, size));
  if (allocated == NULL) return ENOMEM;
  *memory = allocated;
  return 0;
}

void free(void *memory) {
  held -= (long)malloc_usable_size(memory);
  __libc_free(memory);
}

#else

bool allocations_are_counted(void) { return false; }

#endif
