#ifndef FUZZ_DRIVER_H
#define FUZZ_DRIVER_H

#include <stddef.h>
#include <stdint.h>

/// The entry point of libFuzzer, which has no header of its own (https://llvm.org/docs/LibFuzzer.html#using-libfuzzer-as-a-library).
/// Calls `read` with one input after the other until the options in the arguments end it.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*read)(const uint8_t *bytes, size_t count));

#endif
