/// Values that are not finite.
extension Network {
  /// Whether all statistics of the layers are finite. They are few, so that each step can ask.
  /// - Parameter layers: the indices of the layers that have statistics.
  public mutating func hasFiniteStatistics(in layers: [Int]) -> Bool {
    var isFinite = true
    for index in layers {
      entries[index].layer.forEachStatistic { isFinite = $1.isFinite && isFinite }
    }
    return isFinite
  }

  /// The indices of the layers that have statistics.
  public var layersWithStatistics: [Int] {
    var copy = self
    return entries.indices.filter { index in
      var found = false
      copy.entries[index].layer.forEachStatistic { _, _ in found = true }
      return found
    }
  }

  /// The name of the first tensor with a value that is not finite, as in a weights file, such as `2.running_var`; nil if
  /// there is none. Statistics of a layer come before its parameters, because they change first in a step.
  public mutating func firstTensorNotFinite() -> String? {
    for index in entries.indices {
      var found: String?
      entries[index].layer.forEachStatistic { if found == nil, !$1.isFinite { found = $0 } }
      entries[index].layer.forEachParameter { if found == nil, !$0.value.isFinite { found = $0.name } }
      if let found { return "\(entries[index].name).\(found)" }
    }
    return nil
  }
}

extension Tensor {
  /// Whether no value is infinite or NaN.
  var isFinite: Bool {
    let values = pointer
    // The bits of floats without a sign are in the order of the floats, and those of infinity and NaN are the greatest.
    var greatest: UInt32 = 0
    for index in 0..<paddedCount { greatest = max(greatest, values[index].bitPattern & 0x7FFF_FFFF) }
    return greatest < 0x7F80_0000
  }
}
