/// Random bits that depend on the seed and their index alone: the outputs of SplitMix64 (Steele, Lea, Flood 2014,
/// "Fast splittable pseudorandom number generators", figure 14), each computed from its place in the sequence.
struct CounterGenerator: Sendable {
  private let start: UInt64

  init(seed: UInt64) {
    start = seed
  }

  subscript(index: UInt64) -> UInt64 {
    var bits = start &+ (index &+ 1) &* 0x9E37_79B9_7F4A_7C15
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// An integer from 0 to `bound` − 1; the bias of the multiplication is below bound / 2⁶⁴.
  func integer(_ index: UInt64, below bound: Int) -> Int {
    guard bound > 1 else { return 0 }
    return Int(self[index].multipliedFullWidth(by: UInt64(bound)).high)
  }
}
