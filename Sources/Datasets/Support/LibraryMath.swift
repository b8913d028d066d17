#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// The C library's functions in double precision. Libraries differ in the last bit, so their results go into
// data only after rounding to float32.

func libraryLog(_ x: Double) -> Double { log(x) }
func librarySine(_ x: Double) -> Double { sin(x) }
func libraryCosine(_ x: Double) -> Double { cos(x) }
