#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A thread that waits for SIGINT and SIGTERM, so that no signal handler, and with it no global state, is needed.
public enum SignalWatch {
  /// Two signals within this time are one request: `timeout` and some shells signal a process and its group both.
  static let sameRequestSeconds = 0.05

  /// Blocks the signals for this thread, and for all that it starts from now on, and waits for them in a thread of
  /// its own: the first one calls `onFirst`, a later one `onSecond`. To be called once, before any other thread is
  /// started. A signal that the caller had ignored (`nohup`, `&` in a script) stays ignored. Programs started by this
  /// one inherit the blocked signals unless their spawn attributes say otherwise.
  public static func start(
    onFirst: @escaping @Sendable () -> Void, onSecond: @escaping @Sendable () -> Void
  ) {
    let heeded = [SIGINT, SIGTERM].filter { !isIgnored($0) }
    if heeded.isEmpty { return }
    _ = start(heeded, clock: monotonicSeconds, onFirst: onFirst, onSecond: onSecond)
  }

  static func start(
    _ signals: [Int32], clock: @escaping @Sendable () -> Double, onFirst: @escaping @Sendable () -> Void,
    onSecond: @escaping @Sendable () -> Void
  ) -> WorkerThread? {
    var set = sigset_t()
    sigemptyset(&set)
    for signal in signals { sigaddset(&set, signal) }
    pthread_sigmask(SIG_BLOCK, &set, nil)
    let watched = set
    let thread = WorkerThread.start {
      var requests = RequestCounter()
      while true {
        var set = watched
        var signal: Int32 = 0
        guard sigwait(&set, &signal) == 0 else { continue }
        switch requests.request(at: clock()) {
        case .first: onFirst()
        case .same: break
        case .later: onSecond()
        }
      }
    }
    // Without anybody to wait for them, the signals must end the program as they always do.
    guard let thread else {
      pthread_sigmask(SIG_UNBLOCK, &set, nil)
      return nil
    }
    thread.detach()
    return thread
  }

  private static func isIgnored(_ signal: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(signal, nil, &action) == 0 else { return false }
    #if canImport(Darwin)
      return unsafeBitCast(action.__sigaction_u.__sa_handler, to: Int.self)
        == unsafeBitCast(SIG_IGN, to: Int.self)
    #else
      return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
        == unsafeBitCast(SIG_IGN, to: Int.self)
    #endif
  }
}

/// Tells a first request from its echo and from a second one.
struct RequestCounter {
  enum Request { case first, same, later }

  private var first: Double?

  mutating func request(at time: Double) -> Request {
    guard let first else {
      first = time
      return .first
    }
    return time - first < SignalWatch.sameRequestSeconds ? .same : .later
  }
}
