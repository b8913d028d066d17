import System

extension DataArray {
  /// SHA-256 of the float32 values, little-endian, in row-major order.
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
  /// The checksum of each part. All data is hashed, which takes about 0.7 s for MNIST at 32×32 pixels.
  public func checksums() -> [DatasetPart: SHA256.Digest] {
    [
      .trainX: trainX.checksum(), .trainY: trainY.checksum(), .testX: testX.checksum(),
      .testY: testY.checksum(),
    ]
  }
}

extension SHA256 {
  /// The digest of a file's bytes as they are stored, that is, compressed if the file is.
  public static func digest(ofFile path: String) throws(FileError) -> Digest {
    let file = try InputFile(path: path, mustBeRegular: true)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    var hash = SHA256()
    while true {
      let count = try file.read(into: buffer)
      if count == 0 { return hash.digest() }
      hash.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }
}
