#include "CBuild.h"

#define TEXT(value) #value
#define TEXT_OF_VALUE(macro) TEXT(macro)

const char *bnlab_commit(void) {
#ifdef BNLAB_COMMIT
  return TEXT_OF_VALUE(BNLAB_COMMIT);
#else
  return NULL;
#endif
}
