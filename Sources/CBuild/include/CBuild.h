// What packaging tells the program about its build.
#ifndef BNLAB_BUILD_H
#define BNLAB_BUILD_H

#include <stddef.h>

/// The commit of the sources, in hexadecimal digits, as the variable BNLAB_COMMIT of the build stated it; NULL if the variable
/// was not set.
const char *bnlab_commit(void);

#endif
