/// Memory for floats: aligned to 64 bytes, a whole number of vectors of 16 floats, and zero at first.
///
/// The floats after the last element let elementwise kernels run over whole vectors. In parameters and gradients they
/// stay zero; no element ever depends on them.
final class FloatStorage: @unchecked Sendable {
  /// In bytes.
  static let alignment = 64
  /// The floats of a vector, and the samples of a block of images.
  static let lanes = 16

  /// Number of floats: the count asked for, rounded up to whole vectors.
  let capacity: Int
  let base: UnsafeMutablePointer<Float>

  init(count: Int) {
    capacity = max(count, 1).roundedUp(toMultipleOf: Self.lanes)
    let bytes = capacity * MemoryLayout<Float>.stride
    let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: Self.alignment)
    base = raw.bindMemory(to: Float.self, capacity: capacity)
    base.initialize(repeating: 0, count: capacity)
  }

  init(copying other: FloatStorage) {
    capacity = other.capacity
    let bytes = capacity * MemoryLayout<Float>.stride
    let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: Self.alignment)
    base = raw.bindMemory(to: Float.self, capacity: capacity)
    base.initialize(from: other.base, count: capacity)
  }

  deinit {
    UnsafeMutableRawPointer(base).deallocate()
  }
}

extension Int {
  /// The smallest multiple of `step` that is not below self. Both are sizes of memory that exists, so nothing
  /// overflows.
  @inlinable func roundedUp(toMultipleOf step: Int) -> Int {
    (self + step - 1) / step * step
  }
}
