/// A known amount of the work of a training step, on memory of its own, which can be repeated as often as needed. The
/// speed of kernels is measured with it.
public struct Workload {
  /// The amount of doing the work once, regardless of how a kernel does it.
  public enum Amount: Equatable, Sendable {
    /// Additions and multiplications of floats.
    case operations(Double)
    /// Bytes that are read and written, if each array is read or written once.
    case bytes(Double)
  }

  public let amount: Amount
  private let scratchCount: (Kernels) -> Int
  private let body: (Executor) -> Void

  /// - Parameters:
  ///   - scratchCount: the floats of scratch memory that each thread needs.
  ///   - body: does the work once.
  init(
    _ amount: Amount, scratchCount: @escaping (Kernels) -> Int = { _ in 0 },
    _ body: @escaping (Executor) -> Void
  ) {
    self.amount = amount
    self.scratchCount = scratchCount
    self.body = body
  }

  /// Does the work `times` times.
  public func run(times: Int, on executor: Executor) {
    executor.reserveScratch(count: scratchCount(executor.kernels))
    for _ in 0..<times { body(executor) }
  }
}

extension Workload.Amount {
  /// The bytes of arrays that are read or written once each.
  /// - Parameter counts: the number of floats in each array.
  static func floats(_ counts: Int...) -> Self {
    .bytes(Double(counts.reduce(0, +) * MemoryLayout<Float>.size))
  }
}
