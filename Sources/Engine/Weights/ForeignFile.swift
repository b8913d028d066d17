/// A file of weights that is not in the safetensors format, known by its first bytes. Descriptions continue a sentence that
/// begins with the file's name and say how to convert it.
public enum ForeignFile: Equatable, Sendable, CustomStringConvertible {
  /// A pickle: `torch.save` before PyTorch 1.6, or Python's own.
  case pickle
  /// A zip archive: `torch.save`, Keras's `.keras` or `numpy.savez`.
  case zip
  /// HDF5: Keras's `.h5`.
  case hdf5
  /// `numpy.save`.
  case npy

  /// - Returns: nil if the bytes are those of none of them.
  init?(_ file: [UInt8]) {
    if file.starts(with: [0x80]), file.count > 1, (2...5).contains(file[1]) {
      self = .pickle
    } else if file.starts(with: Array("PK\u{3}\u{4}".utf8)) {
      self = .zip
    } else if file.starts(with: [0x89] + Array("HDF\r\n".utf8)) {
      self = .hdf5
    } else if file.starts(with: [0x93] + Array("NUMPY".utf8)) {
      self = .npy
    } else {
      return nil
    }
  }

  public var description: String {
    switch self {
    case .pickle: "is a pickle, as torch.save writes; \(Self.torch)"
    case .zip: "is a zip archive, as torch.save, Keras and numpy.savez write; \(Self.torch)"
    case .hdf5, .npy:
      "is \(self == .npy ? "a NumPy array" : "an HDF5 file, as Keras writes"); save the tensors by their names in Python, with safetensors.numpy.save_file({NAME: ARRAY, ...}, 'weights.safetensors')"
    }
  }

  private static let torch =
    "convert it in Python: safetensors.torch.save_file(model.state_dict(), 'weights.safetensors')"
}
