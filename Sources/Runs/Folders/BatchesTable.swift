import System
import Text

/// batches.csv and test_batches.csv: the loss of every batch.
enum BatchesTable {
  static let header = "epoch,batch,loss\n"

  /// - Parameters:
  ///   - first: the number of the first batch in its epoch, counted from 1.
  ///   - losses: of consecutive batches.
  static func rows(epoch: Int, first: Int, _ losses: [Double]) -> String {
    losses.enumerated().map { "\(epoch),\(first + $0.offset),\(PlainDecimal.text($0.element))\n" }.joined()
  }
}

extension RunFolder {
  /// The losses of all training batches of a finished run in the order of training.
  /// - Returns: for each batch its epoch, counted from 1, and its mean loss; nil if the run did not write them.
  /// - Throws: `FileError`; `RunDamage` where the file does not hold losses.
  public static func batchLosses(inFolder folder: String) throws -> [(epoch: Int, loss: Double)]? {
    try batchLosses(in: batchesPath(inFolder: folder))
  }

  /// The same of the test set's batches, which are evaluated after each epoch.
  public static func testBatchLosses(inFolder folder: String) throws -> [(epoch: Int, loss: Double)]? {
    try batchLosses(in: testBatchesPath(inFolder: folder))
  }

  private static func batchLosses(in path: String) throws -> [(epoch: Int, loss: Double)]? {
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
