// Disturbs the n-th call of the C library that concerns a file of a run: for the fault sweep of .ci/faults.
//
// BNLAB_FAULT       fail, short or end, and the number of the call: fail:12
// BNLAB_FAULT_CODE  the errno of a failing call; EIO if it is missing
// BNLAB_FAULT_PATH  the part of a path by which the files are known
// BNLAB_FAULT_MARK  the file that is created once a call has been disturbed
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { maximum = 1024 };
static atomic_int calls;
static atomic_bool known[maximum];

typedef enum { proceed, fail, shorten } action;

// What happens to the next call. A call that cannot be short fails instead.
static action next_action(int can_be_short) {
  const char *fault = getenv("BNLAB_FAULT");
  if (!fault) return proceed;
  const char *colon = strchr(fault, ':');
  if (!colon || atomic_fetch_add(&calls, 1) + 1 != atoi(colon + 1)) return proceed;
  const char *mark = getenv("BNLAB_FAULT_MARK");
  if (mark) syscall(SYS_openat, AT_FDCWD, mark, O_CREAT | O_WRONLY, 0666);
  if (*fault == 'e') kill(getpid(), SIGKILL);
  if (*fault == 's' && can_be_short) return shorten;
  const char *code = getenv("BNLAB_FAULT_CODE");
  errno = code ? atoi(code) : EIO;
  return fail;
}

static int concerns(const char *path) {
  const char *part = getenv("BNLAB_FAULT_PATH");
  return part && path && strstr(path, part) != NULL;
}

static int is_known(int file) { return file >= 0 && file < maximum && atomic_load(&known[file]); }

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int opened(int file, const char *path) {
  if (file >= 0 && file < maximum) atomic_store(&known[file], concerns(path));
  return file;
}

#define OPEN(name)                                                                                   \
  int name(const char *path, int flags, ...) {                                                       \
    va_list list;                                                                                    \
    va_start(list, flags);                                                                           \
    mode_t mode = va_arg(list, int);                                                                 \
    va_end(list);                                                                                    \
    if (concerns(path) && next_action(0) == fail) return -1;                                         \
    return opened((int)syscall(SYS_openat, AT_FDCWD, path, flags, mode), path);                      \
  }
OPEN(open)
OPEN(open64)

ssize_t write(int file, const void *bytes, size_t count) {
  if (is_known(file)) {
    action action = next_action(1);
    if (action == fail) return -1;
    if (action == shorten) count = (count + 1) / 2;
  }
  return syscall(SYS_write, file, bytes, count);
}

ssize_t read(int file, void *bytes, size_t count) {
  if (is_known(file)) {
    action action = next_action(1);
    if (action == fail) return -1;
    if (action == shorten) count = (count + 1) / 2;
  }
  return syscall(SYS_read, file, bytes, count);
}

int close(int file) {
  if (file >= 0 && file < maximum) atomic_store(&known[file], 0);
  return (int)syscall(SYS_close, file);
}

#define OF_FILE(name, signature, arguments)                                                          \
  int name signature {                                                                               \
    if (is_known(file) && next_action(0) == fail) return -1;                                         \
    return NEXT(name) arguments;                                                                     \
  }
OF_FILE(fsync, (int file), (file))
OF_FILE(ftruncate, (int file, off_t size), (file, size))

#define OF_PATH(name, signature, arguments)                                                          \
  int name signature {                                                                               \
    if (concerns(path) && next_action(0) == fail) return -1;                                         \
    return NEXT(name) arguments;                                                                     \
  }
OF_PATH(rename, (const char *path, const char *other), (path, other))
OF_PATH(unlink, (const char *path), (path))
OF_PATH(mkdir, (const char *path, mode_t mode), (path, mode))
OF_PATH(stat, (const char *restrict path, struct stat *restrict status), (path, status))
OF_PATH(lstat, (const char *restrict path, struct stat *restrict status), (path, status))
