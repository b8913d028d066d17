import Engine
import System

extension RunFolder {
  /// The tensors of a finished run by their names.
  /// - Throws: `FileError`; `RunDamage` where the file does not hold weights.
  public func weights() throws -> [String: Tensor] { try Self.weights(inFolder: path) }

  /// The tensors of the finished run whose folder has this path.
  /// - Throws: `FileError`; `RunDamage` where the file does not hold weights.
  public static func weights(inFolder folder: String) throws -> [String: Tensor] {
    let path = weightsPath(inFolder: folder)
    let file = try File.contents(of: path)
    do {
      return try Safetensors.decode(file)
    } catch {
      throw RunDamage(path, "\(error)")
    }
  }
}
