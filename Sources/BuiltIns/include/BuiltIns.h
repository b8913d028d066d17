// The spec files of the folder experiments/, embedded in the program so that they work from any folder.
#ifndef BNLAB_BUILTINS_H
#define BNLAB_BUILTINS_H

#include <stddef.h>
#include <stdint.h>

typedef struct built_in_file {
  /// Such as "circles-baseline.jsonc".
  const char *name;
  /// The file's bytes, with a 0 after the last.
  const uint8_t *text;
} built_in_file;

typedef struct built_in_files {
  const built_in_file *first;
  ptrdiff_t count;
} built_in_files;

/// The files of experiments/, without studies.
built_in_files built_in_experiments(void);

/// The files of experiments/studies/. A study may be named as an experiment is.
built_in_files built_in_studies(void);

#endif
