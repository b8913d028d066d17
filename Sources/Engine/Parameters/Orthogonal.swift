extension Initializer {
  /// Fills a tensor with `gain` times a random orthogonal matrix, as Keras does. The first axis gives the rows, all
  /// other axes together give the columns.
  ///
  /// The matrix is the factor Q in the QR decomposition of a matrix of normal numbers, with a positive diagonal of R.
  /// Such matrices are uniformly distributed among the orthogonal ones. The method is Gram and Schmidt's in double
  /// precision. Each column is made orthogonal to the earlier ones twice, which leaves only rounding errors (Giraud
  /// et al., 2005).
  func fillOrthogonal(_ tensor: inout Tensor, gain: Double, from stream: inout RandomStream) {
    let rows = tensor.shape.first ?? 1
    let columns = tensor.count / max(rows, 1)
    let (length, width) = (max(rows, columns), min(rows, columns))
    // The vectors, one after another: the columns of a matrix with more rows than columns, else the rows.
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
