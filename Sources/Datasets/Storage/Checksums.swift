extension DataArray {
  /// SHA-256 of the float32 values, little-endian, row-major.
  public func checksum() -> SHA256.Digest {
    withUnsafeBufferPointer { SHA256.digest(of: UnsafeRawBufferPointer($0)) }
  }
}

extension Labels {
  /// SHA-256 of the labels, little-endian: int32 for classes, float32 for numbers.
  public func checksum() -> SHA256.Digest {
    switch self {
    case .classes(let classes): classes.withUnsafeBytes { SHA256.digest(of: $0) }
    case .values(let values, _): values.withUnsafeBytes { SHA256.digest(of: $0) }
    }
  }
}

extension Dataset {
  /// The checksum of each part, in `DatasetPart`'s order. It reads all data (about 0.7 s for MNIST at 32×32),
  /// so it is a call of its own, which may run beside the training.
  public func checksums() -> [(part: DatasetPart, digest: SHA256.Digest)] {
    DatasetPart.allCases.map { part in
      switch part {
      case .trainX: (part, trainX.checksum())
      case .trainY: (part, trainY.checksum())
      case .testX: (part, testX.checksum())
      case .testY: (part, testY.checksum())
      }
    }
  }
}
