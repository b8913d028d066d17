/// The number that each byte becomes. Once the statistics of the training set are known, a scaling depends only on the
/// byte, so that a table of 256 numbers holds it.
struct PixelTable: Equatable {
  /// `values[byte]`, 256 numbers.
  let values: [Float]

  /// - Parameter histogram: how often each of the 256 bytes occurs in the training images.
  /// - Throws: `uniformPixels` if the scaling would divide by 0.
  init(_ scaling: PixelScaling, histogram: [Int]) throws(DatasetError) {
    switch scaling {
    case .zeroToOne:
      values = (0..<256).map { Float($0) / 255 }
    case .zeroTo255:
      values = (0..<256).map { Float($0) }
    case .minMax:
      guard let low = histogram.firstIndex(where: { $0 > 0 }),
        let high = histogram.lastIndex(where: { $0 > 0 }), high > low
      else { throw .uniformPixels(scaling: "min_max") }
      values = (0..<256).map { Float(Double($0 - low) / Double(high - low)) }
    case .zScore:
      // The count and the sum are exact integers. The squares are summed in double, from byte 0 upwards.
      let count = histogram.reduce(0, +)
      let total = histogram.indices.reduce(0) { $0 + $1 * histogram[$1] }
      let mean = Double(total) / Double(count)
      let squares = histogram.indices.reduce(0.0) { sum, byte in
        let deviation = Double(byte) - mean
        return sum + Double(histogram[byte]) * (deviation * deviation)
      }
      let deviation = (squares / Double(count)).squareRoot()
      guard deviation > 0 else { throw .uniformPixels(scaling: "z_score") }
      values = (0..<256).map { Float((Double($0) - mean) / deviation) }
    }
  }
}
