import Synchronization

/// A flag that tells whether the work should stop at its next safe point. Any thread may read and set it.
public final class Interruption: Sendable {
  private let flag = Atomic<Bool>(false)

  public init() {}

  public var isRequested: Bool { flag.load(ordering: .acquiring) }

  /// Asks the work to stop. This cannot be undone.
  public func request() {
    flag.store(true, ordering: .releasing)
  }
}
