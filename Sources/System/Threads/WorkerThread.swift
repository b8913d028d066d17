#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A thread with the stack size that the system gives by default.
public struct WorkerThread: @unchecked Sendable {
  // Unchecked, as the handle is a pointer on some systems. Nobody uses what it points to.
  let handle: pthread_t

  /// Starts a thread that calls `body`; it is to be joined or detached. Nil where the system has none to give.
  public static func start(_ body: @escaping @Sendable () -> Void) -> WorkerThread? {
    let box = Unmanaged.passRetained(Body(body))
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    let code = pthread_create(&thread, nil, { runBody($0) }, box.toOpaque())
    let handle: pthread_t? = thread
    guard code == 0, let handle else {
      box.release()
      return nil
    }
    return WorkerThread(handle: handle)
  }

  /// Waits until the thread has ended.
  public func join() { pthread_join(handle, nil) }

  /// Lets the thread go on by itself; nobody may join it any more.
  public func detach() { pthread_detach(handle) }

  /// Calls `body` on so many threads at the same time, the caller's included, and returns when all calls have. Fewer
  /// where the system refuses more.
  ///
  /// For work of seconds to hours: as many as asked for, whatever the number of processors, and idle ones cost nothing.
  public static func run(count: Int, _ body: @escaping @Sendable () -> Void) {
    let threads = (1..<max(count, 1)).compactMap { _ in start(body) }
    body()
    for thread in threads { thread.join() }
  }

  /// Lets another thread have the processor first.
  public static func yield() { sched_yield() }
}

private final class Body {
  let run: @Sendable () -> Void
  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

/// What a new thread does with the body that it is handed.
private func runBody(_ start: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let start { Unmanaged<Body>.fromOpaque(start).takeRetainedValue().run() }
  return nil
}
