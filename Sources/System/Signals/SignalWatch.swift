#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Waits for the signals that ask a program to end, in a thread of its own. So no signal handler is needed, which would need
/// global state. SIGQUIT is among them because Swift's runtime would catch it, and only print where the program is.
public enum SignalWatch {
  /// Two signals within this time count as one request, because `timeout` and some shells send a signal both to a
  /// process and to its group.
  static let sameRequestSeconds = 0.05

  /// Starts a thread that waits for the signals. The first signal calls `onFirst`, every later one `onSecond`.
  ///
  /// Must be called once, before any other thread is started, because it blocks the signals for this thread and for all
  /// threads that are started later. A signal that was ignored when the program started (`nohup`, `&` in a script)
  /// stays ignored. Programs that are started later inherit the blocked signals unless their spawn attributes say
  /// otherwise.
  public static func start(
    onFirst: @escaping @Sendable () -> Void, onSecond: @escaping @Sendable () -> Void
  ) {
    let watched = [SIGINT, SIGTERM, SIGHUP, SIGQUIT].filter { !isIgnored($0) }
    if watched.isEmpty { return }
    _ = start(watched, clock: monotonicSeconds, onFirst: onFirst, onSecond: onSecond)
  }

  /// - Returns: the thread, or nil if the system could not start one.
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
    // If no thread waits for them, the signals must end the program as usual.
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

/// Distinguishes the first request to stop, a repetition of it within `sameRequestSeconds`, and later requests.
struct RequestCounter {
  enum Request { case first, same, later }

  /// The time of the first request, in seconds.
  private var first: Double?

  /// Classifies a signal that arrived at `time`, in seconds.
  mutating func request(at time: Double) -> Request {
    guard let first else {
      first = time
      return .first
    }
    return time - first < SignalWatch.sameRequestSeconds ? .same : .later
  }
}
