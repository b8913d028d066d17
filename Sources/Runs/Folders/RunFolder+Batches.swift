import System
import Text

extension RunFolder {
  /// The losses of all batches of a finished run in the order of training.
  /// - Returns: for each batch its epoch, counted from 1, and its mean loss; nil if the run did not write them.
  /// - Throws: `FileError`; `RunDamage` where the file does not hold losses.
  public static func batchLosses(inFolder folder: String) throws -> [(epoch: Int, loss: Double)]? {
    let path = "\(folder)/batches.csv"
    guard File.exists(path) else { return nil }
    let lines = try File.text(of: path).split(separator: "\n")
    return try lines.dropFirst().map { line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      guard fields.count == 3, let epoch = Int(fields[0]), let loss = PlainDecimal.value(fields[2]) else {
        throw RunDamage(path, "'\(line)' is not an epoch, a batch and a loss")
      }
      return (epoch, loss)
    }
  }
}
