import System

/// Samples as the network gets them: float32 in row-major order; the first axis is the samples. The values never change
/// after `init`, so any number of threads may read the same array.
public struct DataArray: Sendable {
  /// [samples, ...]. No length is negative.
  public let shape: [Int]
  private let pages: FloatPages

  /// Allocates an array and calls `fill`, which must write all values.
  /// - Parameter what: the array's name in errors.
  /// - Throws: `tooLarge` if the shape's size overflows, `notEnoughMemory`, and what `fill` throws.
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

  /// The number of samples; 0 for a scalar.
  public var sampleCount: Int { shape.first ?? 0 }

  /// The shape of one sample.
  public var featureShape: [Int] { Array(shape.dropFirst()) }

  /// Calls `body` with the values in row-major order. The pointer must not be used after that.
  public func withUnsafeBufferPointer<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<Float>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(pages) {} }
    return try body(UnsafeBufferPointer(pages.values))
  }

  /// A copy of the values.
  public var values: [Float] { withUnsafeBufferPointer { Array($0) } }

  /// The same values with another shape of the same size.
  func reshaped(to shape: [Int]) -> DataArray { DataArray(shape: shape, pages: pages) }

  private init(shape: [Int], pages: FloatPages) {
    precondition(shape.reduce(1, *) == pages.values.count, "a reshape keeps the number of values")
    self.shape = shape
    self.pages = pages
  }
}

/// Page-aligned memory for floats. Because of the alignment, kernels can load whole vectors from its start, and the
/// system can use large pages. It is marked as `@unchecked Sendable` because only `DataArray.init` writes to it, before
/// any other code can see it.
private final class FloatPages: @unchecked Sendable {
  let values: UnsafeMutableBufferPointer<Float>

  /// Nil if the system has not enough memory.
  init?(count: Int) {
    guard let base = Memory.allocatePages(byteCount: count * MemoryLayout<Float>.stride) else { return nil }
    let start = base.bindMemory(to: Float.self, capacity: count)
    values = UnsafeMutableBufferPointer(start: start, count: count)
  }

  deinit { Memory.deallocatePages(values.baseAddress) }
}
