extension DataArray {
  /// Throws `notFinite` with the place of the first value that is infinite or no number.
  func checkFinite(_ name: String) throws(DatasetError) {
    let place = withUnsafeBufferPointer { values -> Int? in
      // Blocks without a branch inside; x − x is 0 for finite numbers only, and NaN is not equal to it.
      var start = 0
      while start < values.count {
        let end = min(start &+ 4096, values.count)
        var isFinite = true
        for index in start..<end { isFinite = isFinite && values[index] - values[index] == 0 }
        if !isFinite { return values[start..<end].firstIndex { !$0.isFinite } }
        start = end
      }
      return nil
    }
    guard let place else { return }
    var rest = place
    var index: [Int] = []
    for length in shape.reversed() {
      index.insert(rest % length, at: 0)
      rest /= length
    }
    throw .notFinite(name, index: index, value: withUnsafeBufferPointer { $0[place] })
  }
}
