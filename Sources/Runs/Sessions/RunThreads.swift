#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Threads for whole runs, which last seconds to hours: as many as asked for, whatever the number of processors, and
/// idle ones cost nothing.
enum RunThreads {
  /// Calls `body` on so many threads at the same time, the caller's included, and returns when all calls have. Fewer
  /// where the system refuses more.
  static func run(count: Int, _ body: @escaping @Sendable () -> Void) {
    let threads = (1..<max(count, 1)).compactMap { _ in start(body) }
    body()
    for thread in threads { pthread_join(thread, nil) }
  }

  private final class Body {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  private static func start(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
    let box = Unmanaged.passRetained(Body(body))
    #if canImport(Darwin)
      var thread: pthread_t?
      let code = pthread_create(
        &thread, nil,
        { start in
          Unmanaged<Body>.fromOpaque(start).takeRetainedValue().run()
          return nil
        }, box.toOpaque())
    #else
      var thread = pthread_t()
      let code = pthread_create(
        &thread, nil,
        { start in
          if let start { Unmanaged<Body>.fromOpaque(start).takeRetainedValue().run() }
          return nil
        }, box.toOpaque())
    #endif
    guard code == 0 else {
      box.release()
      return nil
    }
    return thread
  }
}
