import System

/// Samples as the network gets them: float32 in row-major order; the first axis is the samples. Arrays share their values
/// until one of them is changed, so any number of threads may read the same values.
public struct DataArray: Sendable {
  /// [samples, ...]. No length is negative.
  public let shape: [Int]
  private var pages: FloatPages
  /// The position of the first value in `pages`.
  private let start: Int

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
    start = 0
  }

  /// The number of values.
  public var count: Int { shape.reduce(1, *) }

  /// The number of samples; 0 for a scalar.
  public var sampleCount: Int { shape.first ?? 0 }

  /// The shape of one sample.
  public var featureShape: [Int] { Array(shape.dropFirst()) }

  /// Calls `body` with the values in row-major order. The pointer must not be used after that.
  public func withUnsafeBufferPointer<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<Float>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(pages) {} }
    return try body(UnsafeBufferPointer(rebasing: pages.values[start..<(start + count)]))
  }

  /// Calls `body` to change the values in place. If another array shares them, they are copied first.
  /// - Throws: `notEnoughMemory` if there is no memory for the copy.
  mutating func modify(_ body: (UnsafeMutableBufferPointer<Float>) -> Void) throws(DatasetError) {
    if !isKnownUniquelyReferenced(&pages) {
      self = try withUnsafeBufferPointer { values throws(DatasetError) in
        try DataArray(shape: shape, what: "a copy of the samples") { _ = $0.initialize(from: values) }
      }
    }
    body(UnsafeMutableBufferPointer(rebasing: pages.values[start..<(start + count)]))
  }

  /// Some of the samples, which share their values with this array.
  public func rows(_ range: Range<Int>) -> DataArray {
    precondition(range.lowerBound >= 0 && range.upperBound <= sampleCount, "rows of this array")
    let width = featureShape.reduce(1, *)
    return DataArray(
      shape: [range.count] + featureShape, pages: pages, start: start + range.lowerBound * width)
  }

  /// A copy of the values.
  public var values: [Float] { withUnsafeBufferPointer { Array($0) } }

  /// The same values with another shape of the same size.
  func reshaped(to shape: [Int]) -> DataArray {
    precondition(shape.reduce(1, *) == count, "a reshape keeps the number of values")
    return DataArray(shape: shape, pages: pages, start: start)
  }

  private init(shape: [Int], pages: FloatPages, start: Int) {
    self.shape = shape
    self.pages = pages
    self.start = start
  }
}

/// Page-aligned memory for floats. Because of the alignment, kernels can load whole vectors from its start, and the
/// system can use large pages. It is marked as `@unchecked Sendable` because only `DataArray` writes to it, and only while
/// no other code can see it.
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
