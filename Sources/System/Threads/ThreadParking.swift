#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Lets threads sleep until a condition changes: a mutex with a condition variable.
public final class ThreadParking: @unchecked Sendable {
  // The class is marked as `@unchecked Sendable` because these system objects may be used by many threads.
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let wakeUp = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  public init() {
    mutex.initialize(to: pthread_mutex_t())
    wakeUp.initialize(to: pthread_cond_t())
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(wakeUp, nil)
  }

  deinit {
    pthread_cond_destroy(wakeUp)
    pthread_mutex_destroy(mutex)
    wakeUp.deallocate()
    mutex.deallocate()
  }

  /// Sleeps as long as `condition` returns true. It is called again after each call of `wakeAll`.
  public func wait(while condition: () -> Bool) {
    pthread_mutex_lock(mutex)
    while condition() { pthread_cond_wait(wakeUp, mutex) }
    pthread_mutex_unlock(mutex)
  }

  /// Wakes all sleeping threads. Must be called after a change that can make a thread's condition false.
  public func wakeAll() {
    pthread_mutex_lock(mutex)
    pthread_cond_broadcast(wakeUp)
    pthread_mutex_unlock(mutex)
  }
}
