/// A known amount of a training step's work, on memory of its own, to be done as often as one likes: what a kernel's
/// speed is measured on.
public struct Workload {
  /// What doing the work once comes to, whatever way a kernel takes.
  public enum Amount: Equatable, Sendable {
    /// Additions and multiplications of floats.
    case operations(Double)
    /// Bytes read and written, each array once.
    case bytes(Double)
  }

  public let amount: Amount
  private let scratchCount: (Kernels) -> Int
  private let body: (Executor) -> Void

  /// - Parameter scratchCount: the floats of scratch memory that each thread needs.
  init(
    _ amount: Amount, scratchCount: @escaping (Kernels) -> Int = { _ in 0 },
    _ body: @escaping (Executor) -> Void
  ) {
    self.amount = amount
    self.scratchCount = scratchCount
    self.body = body
  }

  /// Does the work so many times.
  public func run(times: Int, on executor: Executor) {
    executor.reserveScratch(count: scratchCount(executor.kernels))
    for _ in 0..<times { body(executor) }
  }
}

extension Workload.Amount {
  /// So many arrays of so many floats, each read or written once.
  static func floats(_ counts: Int...) -> Self {
    .bytes(Double(counts.reduce(0, +) * MemoryLayout<Float>.size))
  }
}
