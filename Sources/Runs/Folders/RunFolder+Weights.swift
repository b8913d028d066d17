import Engine
import Training

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension RunFolder {
  /// The tensors of a finished run by their names.
  /// - Throws: `FileError`, also where the file does not hold weights.
  public func weights() throws(FileError) -> [String: Tensor] {
    let file = try FileError.catching("read", weightsPath) {
      try Data(contentsOf: URL(filePath: weightsPath))
    }
    do {
      return try Safetensors.decode(file)
    } catch {
      throw FileError("read", weightsPath, reason: "\(error)")
    }
  }
}
