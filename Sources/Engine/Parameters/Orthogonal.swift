extension Initializer {
  /// Fills a tensor, seen as a matrix of its first axis by all others, with the factor Q of a normal matrix's QR
  /// decomposition whose R has a positive diagonal: uniformly distributed among the orthogonal ones, as Keras's.
  ///
  /// By Gram and Schmidt's method in double precision, each column taken twice against those before it, which leaves
  /// it orthogonal to rounding (Giraud et al., 2005).
  func fillOrthogonal(_ tensor: inout Tensor, gain: Double, from stream: inout RandomStream) {
    let rows = tensor.shape.first ?? 1
    let columns = tensor.count / max(rows, 1)
    let (length, width) = (max(rows, columns), min(rows, columns))
    // Vectors one after another: the columns of a high matrix, the rows of a wide one.
    var vectors = (0..<length * width).map { _ in stream.normal() }
    vectors.withUnsafeMutableBufferPointer { vectors in
      for index in 0..<width {
        let vector = UnsafeMutableBufferPointer(rebasing: vectors[index * length..<(index + 1) * length])
        for other in Array(repeating: 0..<index, count: 2).joined() {
          let base = UnsafeMutableBufferPointer(rebasing: vectors[other * length..<(other + 1) * length])
          var product = 0.0
          for place in 0..<length { product += base[place] * vector[place] }
          for place in 0..<length { vector[place] -= product * base[place] }
        }
        var square = 0.0
        for place in 0..<length { square += vector[place] * vector[place] }
        let scale = 1 / square.squareRoot()
        for place in 0..<length { vector[place] *= scale }
      }
    }
    let isHigh = rows >= columns
    tensor.withUnsafeMutableBufferPointer { values in
      for row in 0..<rows {
        for column in 0..<columns {
          let place = isHigh ? column * length + row : row * length + column
          values[row * columns + column] = Float(gain * vectors[place])
        }
      }
    }
  }
}
