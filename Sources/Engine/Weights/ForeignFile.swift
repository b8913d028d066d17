import System

/// A file of weights that is not in the safetensors format. Descriptions continue a sentence that begins with the file's
/// name and say how to convert it.
public enum ForeignFile: Equatable, Sendable, CustomStringConvertible {
  case pickle, zip, hdf5, npy

  /// - Returns: nil if the bytes are not those of a file that may hold weights.
  init?(_ file: [UInt8]) {
    switch FileSignature(file) {
    case .pickle: self = .pickle
    case .zip: self = .zip
    case .hdf5: self = .hdf5
    case .npy: self = .npy
    case .parquet, nil: return nil
    }
  }

  public var description: String {
    switch self {
    case .pickle: "is a pickle, as torch.save writes; \(Self.torch)"
    case .zip: "is a zip archive, as torch.save, Keras and numpy.savez write; \(Self.torch)"
    case .hdf5: "is an HDF5 file, as Keras writes; \(Self.arrays)"
    case .npy: "is a NumPy array; \(Self.arrays)"
    }
  }

  private static let torch =
    "convert it in Python: safetensors.torch.save_file(model.state_dict(), 'weights.safetensors')"
  private static let arrays =
    "save the tensors by their names in Python, with safetensors.numpy.save_file({NAME: ARRAY, ...}, 'weights.safetensors')"
}
