import System

/// Samples as the network sees them: float32, row-major, the first axis counts the samples. The values never
/// change after the array is built, so any number of threads may read one copy.
public struct DataArray: Sendable {
  /// [samples, ...]; no axis is negative.
  public let shape: [Int]
  private let pages: FloatPages

  /// An array whose values `fill` writes, all of them. `what` names the array in errors.
  ///
  /// Throws `tooLarge` where the shape overflows, `notEnoughMemory`, and what `fill` throws.
  public init(
    shape: [Int], what: String,
    fill: (UnsafeMutableBufferPointer<Float>) throws(DatasetError) -> Void
  ) throws(DatasetError) {
    let byteCount = try MemoryBudget.bytes(for: shape, elementSize: MemoryLayout<Float>.size, what: what)
    guard let pages = FloatPages(count: byteCount / MemoryLayout<Float>.size) else {
      throw .notEnoughMemory(what: what, needed: byteCount, available: Memory.availableBytes() ?? 0)
    }
    try fill(pages.values)
    self.shape = shape
    self.pages = pages
  }

  /// The number of values.
  public var count: Int { pages.values.count }

  /// The number of samples; a scalar has none.
  public var sampleCount: Int { shape.first ?? 0 }

  /// The shape of one sample.
  public var featureShape: [Int] { Array(shape.dropFirst()) }

  /// The values in row-major order; the pointer must not leave the closure.
  public func withUnsafeBufferPointer<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<Float>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(pages) {} }
    return try body(UnsafeBufferPointer(pages.values))
  }

  /// A copy of the values.
  public var values: [Float] { withUnsafeBufferPointer { Array($0) } }

  /// The same values under another shape of the same size.
  func reshaped(to shape: [Int]) -> DataArray { DataArray(shape: shape, pages: pages) }

  private init(shape: [Int], pages: FloatPages) {
    precondition(shape.reduce(1, *) == pages.values.count, "a reshape keeps the number of values")
    self.shape = shape
    self.pages = pages
  }
}

/// Page-aligned memory, so that kernels can load whole vectors from its start and the system can back it with
/// large pages. Only `DataArray.init` writes to it, before anyone else can see it: hence unchecked.
private final class FloatPages: @unchecked Sendable {
  let values: UnsafeMutableBufferPointer<Float>

  /// Nil where the system has no memory.
  init?(count: Int) {
    guard let base = Memory.allocatePages(byteCount: count * MemoryLayout<Float>.stride) else { return nil }
    let start = base.bindMemory(to: Float.self, capacity: count)
    values = UnsafeMutableBufferPointer(start: start, count: count)
  }

  deinit { Memory.deallocatePages(values.baseAddress) }
}
