#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A thread with the system's default stack size.
public struct WorkerThread: @unchecked Sendable {
  // The struct is marked as `@unchecked Sendable` because the handle is a pointer on some systems. It is never
  // dereferenced here.
  let handle: pthread_t

  /// Starts a thread that calls `body`. It must be joined or detached. Nil if the system cannot start a thread.
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

  /// Lets the thread's resources be freed when it ends. It must not be joined after that.
  public func detach() { pthread_detach(handle) }

  /// Calls `body` on `count` threads at the same time, including the calling one. Returns when all calls have returned.
  /// If the system cannot start all threads, there are fewer calls.
  ///
  /// Meant for work of seconds to hours: `count` may exceed the number of processors; waiting threads cost nothing.
  public static func run(count: Int, _ body: @escaping @Sendable () -> Void) {
    let threads = (1..<max(count, 1)).compactMap { _ in start(body) }
    body()
    for thread in threads { thread.join() }
  }

  /// Lets another thread use the processor first.
  public static func yield() { sched_yield() }
}

/// Holds the closure of a thread, because the system passes only a pointer to the new thread.
private final class Body {
  let run: @Sendable () -> Void
  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

/// The start of every thread: calls the closure in the `Body` that the pointer refers to.
private func runBody(_ start: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let start { Unmanaged<Body>.fromOpaque(start).takeRetainedValue().run() }
  return nil
}
