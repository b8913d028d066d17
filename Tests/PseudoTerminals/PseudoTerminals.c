// Swift does not see these functions of X/Open.
#define _XOPEN_SOURCE 600
#define _DEFAULT_SOURCE
#define _DARWIN_C_SOURCE
#include "PseudoTerminals.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

int open_pseudo_terminal(int columns, int *program) {
  int watcher = posix_openpt(O_RDWR | O_NOCTTY);
  if (watcher < 0) return -1;
  const char *name = grantpt(watcher) == 0 && unlockpt(watcher) == 0 ? ptsname(watcher) : NULL;
  int other = name ? open(name, O_RDWR | O_NOCTTY) : -1;
  struct winsize size = {.ws_row = 24, .ws_col = (unsigned short)columns};
  if (other < 0 || ioctl(other, TIOCSWINSZ, &size) != 0) {
    if (other >= 0) close(other);
    close(watcher);
    return -1;
  }
  *program = other;
  return watcher;
}
