extension Float {
  /// The number that these bits stand for in IEEE 754 half precision. Swift's Float16 cannot be used because it does
  /// not exist on every platform.
  public init(halfBits: UInt16) {
    let sign: UInt32 = UInt32(halfBits & 0x8000) << 16
    let exponent = UInt32(halfBits >> 10 & 0x1F)
    let fraction = UInt32(halfBits & 0x3FF)
    switch exponent {
    case 0:
      // A subnormal number is its fraction times 2⁻²⁴. A float holds it exactly.
      let magnitude = Float(fraction) * 0x1p-24
      self = Float(bitPattern: magnitude.bitPattern | sign)
    case 31: self = Float(bitPattern: sign | 0x7F80_0000 | fraction << 13)
    default: self = Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
    }
  }
}
