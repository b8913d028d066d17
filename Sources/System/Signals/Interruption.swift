import Synchronization

/// Whether the work should stop at the next safe point. Asked for from any thread, as often as one likes.
public final class Interruption: Sendable {
  private let flag = Atomic<Bool>(false)

  public init() {}

  public var isRequested: Bool { flag.load(ordering: .acquiring) }

  public func request() {
    flag.store(true, ordering: .releasing)
  }
}
