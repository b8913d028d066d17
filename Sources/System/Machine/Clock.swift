#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Seconds since an arbitrary moment, on a clock that is never adjusted. A call takes about 30 ns, less than with the
/// clocks of the standard library.
@Sendable public func monotonicSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
