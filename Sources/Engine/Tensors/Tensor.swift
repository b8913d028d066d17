/// A dense array of 32-bit floats in row-major order. It has value semantics: shared memory is copied before a write.
public struct Tensor: Sendable {
  public let shape: [Int]
  public let count: Int
  private var storage: FloatStorage

  /// A tensor of zeros. If the shape comes from outside, the caller must have checked that its product neither
  /// overflows nor exceeds the memory; the planning of a network does so for its layers.
  public init(shape: [Int]) {
    self.shape = shape
    count = shape.reduce(1, *)
    storage = FloatStorage(count: count)
  }

  public init(shape: [Int], repeating value: Float) {
    self.init(shape: shape)
    storage.base.update(repeating: value, count: count)
  }

  /// A tensor of the given elements; their number must be the product of the shape.
  public init(shape: [Int], elements: some Collection<Float>) {
    self.init(shape: shape)
    precondition(elements.count == count, "\(elements.count) elements do not fill a tensor of shape \(shape)")
    for (index, element) in elements.enumerated() { storage.base[index] = element }
  }

  /// `count` rounded up to whole vectors of 16 floats; the elements after `count` are zero.
  var paddedCount: Int { storage.capacity }

  /// Valid while this tensor exists and is not written to.
  var pointer: UnsafePointer<Float> { UnsafePointer(storage.base) }

  /// Valid while this tensor exists and is not copied.
  var mutablePointer: UnsafeMutablePointer<Float> {
    mutating get {
      if !isKnownUniquelyReferenced(&storage) { storage = FloatStorage(copying: storage) }
      return storage.base
    }
  }

  public subscript(index: Int) -> Float {
    get {
      precondition(index >= 0 && index < count)
      return storage.base[index]
    }
    set {
      precondition(index >= 0 && index < count)
      mutablePointer[index] = newValue
    }
  }

  public var elements: [Float] { Array(UnsafeBufferPointer(start: storage.base, count: count)) }

  public func withUnsafeBufferPointer<Result>(_ body: (UnsafeBufferPointer<Float>) throws -> Result) rethrows
    -> Result
  {
    try body(UnsafeBufferPointer(start: storage.base, count: count))
  }

  public mutating func withUnsafeMutableBufferPointer<Result>(
    _ body: (UnsafeMutableBufferPointer<Float>) throws -> Result
  ) rethrows -> Result {
    try body(UnsafeMutableBufferPointer(start: mutablePointer, count: count))
  }
}

extension Tensor: Equatable {
  /// Whether shapes and bits are the same: NaN equals NaN, and −0 differs from 0.
  public static func == (one: Tensor, other: Tensor) -> Bool {
    guard one.shape == other.shape else { return false }
    return (0..<one.count).allSatisfy { one.pointer[$0].bitPattern == other.pointer[$0].bitPattern }
  }
}
