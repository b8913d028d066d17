/// A batch that owns its memory and is filled with ordinary values.
struct FilledBatch {
  let batch: Batch
  private let storage: FloatStorage

  init(shape: SampleShape, samples: Int) {
    storage = .filled(count: shape.bufferCount(samples: samples))
    batch = Batch(pointer: storage.base, samples: samples, shape: shape)
    // Gradients must have zeros in these lanes.
    batch.clearPadLanes()
  }
}

extension FloatStorage {
  /// Storage filled with values between −½ and ½ that are neither sorted nor denormal. They repeat after the first
  /// 65,536.
  static func filled(count: Int) -> FloatStorage {
    let storage = FloatStorage(count: count)
    var filled = min(storage.capacity, 1 << 16)
    for index in 0..<filled {
      let mixed = UInt32(truncatingIfNeeded: index) &* 2_654_435_761
      storage.base[index] = Float(mixed >> 16) / 65_536 - 0.5
    }
    while filled < storage.capacity {
      let more = min(filled, storage.capacity - filled)
      (storage.base + filled).update(from: storage.base, count: more)
      filled += more
    }
    return storage
  }
}
