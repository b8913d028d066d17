import CommandLineTool
import Runs
import System
import Text

/// Numbers from a text file, separated by commas, semicolons, spaces or line ends. A first line without any number is a
/// header. A byte order mark, as spreadsheets write it, is no part of the text.
enum NumberList {
  /// - Throws: `Failure` with line and column of what is not a finite number.
  static func read(_ path: String) throws -> [Float] {
    let text: String
    do {
      text = String(try File.text(of: path).trimmingPrefix("\u{FEFF}"))
    } catch {
      throw Failure(error.description, error.isMissingInput ? .missingInput : .inputOutput)
    }
    var numbers: [Float] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let fields = line.split { ",; \t".contains($0) }
      let values = fields.map { PlainDecimal.value($0).map(Float.init) }
      if index == 0, values.allSatisfy({ $0 == nil }) { continue }
      for (field, value) in zip(fields, values) {
        guard let value, value.isFinite else {
          let column = line.distance(from: line.startIndex, to: field.startIndex) + 1
          throw Failure(
            "\(path.singleLine):\(index + 1):\(column): '\(field)' is not a finite number", .badContent)
        }
        numbers.append(value)
      }
    }
    guard !numbers.isEmpty else { throw Failure("\(path.singleLine): there are no numbers", .badContent) }
    return numbers
  }
}
