/// Memory for floats: 64-byte aligned, a whole number of 16-float vectors, zero at first.
///
/// The floats behind the last element let elementwise kernels run over whole vectors. Those of parameters and
/// gradients stay zero; no element ever depends on them.
final class FloatStorage: @unchecked Sendable {
  static let alignment = 64
  static let lanes = 16

  /// `count` rounded up to whole vectors.
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
  /// The least multiple of `step` that is not below self; both are sizes that memory has been found for.
  @inlinable func roundedUp(toMultipleOf step: Int) -> Int {
    (self + step - 1) / step * step
  }
}
