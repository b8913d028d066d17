import Engine
import System

extension RunFolder {
  /// The tensors of a finished run by their names.
  /// - Throws: `FileError`, also where the file does not hold weights.
  public func weights() throws(FileError) -> [String: Tensor] {
    let file = try File.contents(of: weightsPath)
    do {
      return try Safetensors.decode(file)
    } catch {
      throw FileError(.read, weightsPath, .content("\(error)"))
    }
  }
}
