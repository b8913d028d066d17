import Engine
import System

extension RunFolder {
  /// The tensors of a finished run by their names.
  /// - Throws: `FileError`, also where the file does not hold weights.
  public func weights() throws(FileError) -> [String: Tensor] { try Self.weights(inFolder: path) }

  /// The tensors of the finished run whose folder has this path.
  /// - Throws: `FileError`, also where the file does not hold weights.
  public static func weights(inFolder folder: String) throws(FileError) -> [String: Tensor] {
    let path = weightsPath(inFolder: folder)
    let file = try File.contents(of: path)
    do {
      return try Safetensors.decode(file)
    } catch {
      throw FileError(.read, path, .content("\(error)"))
    }
  }
}
