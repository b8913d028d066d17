import Synchronization

/// Whether the work should stop at the next safe point. May be read and requested from any thread.
public final class Interruption: Sendable {
  private let flag = Atomic<Bool>(false)

  public init() {}

  public var isRequested: Bool { flag.load(ordering: .acquiring) }

  public func request() {
    flag.store(true, ordering: .releasing)
  }
}
