// The header of the system's zlib, for Swift. See module.modulemap.
#include <zlib.h>
