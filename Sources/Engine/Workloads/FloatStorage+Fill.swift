extension FloatStorage {
  /// Storage of values between −½ and ½ that are neither sorted nor denormal.
  static func filled(count: Int) -> FloatStorage {
    let storage = FloatStorage(count: count)
    for index in 0..<storage.capacity {
      let mixed = UInt32(truncatingIfNeeded: index) &* 2_654_435_761
      storage.base[index] = Float(mixed >> 16) / 65_536 - 0.5
    }
    return storage
  }
}
