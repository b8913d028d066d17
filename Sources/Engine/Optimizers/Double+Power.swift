extension Double {
  /// A power by repeated squaring, so that whole exponents give the same number on every platform.
  /// - Parameter exponent: not negative.
  func power(_ exponent: Int) -> Double {
    var (result, square, rest) = (1.0, self, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result *= square }
      square *= square
      rest >>= 1
    }
    return result
  }
}
