// The JSONC files of the folder experiments/, and the style sheet and the script of HTML pages. They are embedded in the
// program, so that they can be used from any folder.
#ifndef BNLAB_BUILTINS_H
#define BNLAB_BUILTINS_H

#include <stddef.h>
#include <stdint.h>

/// One embedded file.
typedef struct built_in_file {
  /// The file's name without its folder, such as "circles-baseline.jsonc".
  const char *name;
  /// The bytes of the file, followed by a 0.
  const uint8_t *text;
} built_in_file;

/// An array of embedded files.
typedef struct built_in_files {
  const built_in_file *first;
  ptrdiff_t count;
} built_in_files;

/// The specs of experiments: the files of experiments/ except those of experiments/studies/.
built_in_files built_in_experiments(void);

/// The studies: the files of experiments/studies/. A study may have the same name as an experiment.
built_in_files built_in_studies(void);

/// The style sheet of HTML pages, followed by a 0.
const uint8_t *built_in_page_style(void);

/// The script of HTML pages, followed by a 0.
const uint8_t *built_in_page_script(void);

#endif
