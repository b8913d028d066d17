/// A kind of file that people have where bnlab takes another one, known by its first bytes.
public enum FileSignature: Equatable, Sendable {
  /// A pickle: Python's own, or `torch.save` before PyTorch 1.6.
  case pickle
  /// A zip archive: an Excel workbook, `numpy.savez`, Keras's `.keras`, or `torch.save`.
  case zip
  /// HDF5: Keras's `.h5`.
  case hdf5
  /// `numpy.save`.
  case npy
  case parquet

  /// - Returns: nil if the bytes are those of none of them.
  public init?(_ file: [UInt8]) {
    // The second byte is the version of the format.
    if file.count > 1, file[0] == 0x80, (2...5).contains(file[1]) {
      self = .pickle
    } else if file.starts(with: Array("PK\u{3}\u{4}".utf8)) {
      self = .zip
    } else if file.starts(with: [0x89] + Array("HDF\r\n".utf8)) {
      self = .hdf5
    } else if file.starts(with: [0x93] + Array("NUMPY".utf8)) {
      self = .npy
    } else if file.starts(with: Array("PAR1".utf8)) {
      self = .parquet
    } else {
      return nil
    }
  }
}
