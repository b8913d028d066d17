extension DataArray {
  /// Throws `notFinite` with the index of the first value that is infinite or not a number. `name` names the array.
  func checkFinite(_ name: String) throws(DatasetError) {
    let position = withUnsafeBufferPointer { values -> Int? in
      // The inner loop has no branch, so that the compiler can vectorise it. x − x is 0 only for finite numbers;
      // otherwise it is NaN, which does not equal 0.
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
    guard let position else { return }
    var rest = position
    var index: [Int] = []
    for length in shape.reversed() {
      index.insert(rest % length, at: 0)
      rest /= length
    }
    throw .notFinite(name, index: index, value: withUnsafeBufferPointer { $0[position] })
  }
}
