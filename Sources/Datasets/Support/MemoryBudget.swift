import System

/// Checks whether arrays fit into the memory of this machine, before they are allocated.
enum MemoryBudget {
  /// Requests for fewer bytes are not checked: asking the system would take longer than it is worth.
  static let checkedFrom = 64 << 20

  /// The number of bytes of an array.
  /// - Parameters:
  ///   - elementSize: bytes of one element.
  ///   - what: the array's name in errors.
  ///   - available: the free memory in bytes, for tests; nil: asks the system.
  /// - Throws: `tooLarge` if the number overflows or a length is negative, `notEnoughMemory` if less memory is free.
  static func bytes(
    for shape: [Int], elementSize: Int, what: String, available: Int? = nil
  ) throws(DatasetError) -> Int {
    var total = elementSize
    // Lengths of 0 are left out of the product: they would hide an overflow of the other lengths, which strides are
    // made of.
    for length in shape {
      let (product, overflow) = total.multipliedReportingOverflow(by: max(length, 1))
      guard length >= 0, !overflow, product < Int.max / 4 else { throw .tooLarge(what: what, shape: shape) }
      total = product
    }
    if shape.contains(0) { total = 0 }
    if total >= checkedFrom, let limit = available ?? Memory.availableBytes(), total > limit {
      throw .notEnoughMemory(what: what, needed: total, available: limit)
    }
    return total
  }
}
