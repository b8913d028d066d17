import System

/// What this machine can still hold.
enum MemoryBudget {
  /// Smaller requests are not worth the question.
  static let checkedFrom = 64 << 20

  /// The bytes of `count` elements. Throws `tooLarge` where that is no number, and `notEnoughMemory` where
  /// the machine has less.
  static func bytes(
    for shape: [Int], elementSize: Int, what: String, available: Int? = nil
  ) throws(DatasetError) -> Int {
    var total = elementSize
    // Zeros first would hide an overflow of the other factors, on which strides rest.
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
