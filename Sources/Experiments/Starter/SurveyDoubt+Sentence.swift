import Datasets
import System

extension SurveyDoubt {
  /// The doubt and its remedy.
  var sentence: String {
    switch self {
    case .swapped:
      return "X has one value a sample and Y has more: X and Y swapped? The samples come first."
    case .negativeClasses(let numbers):
      let list = numbers.map(String.init).joined(separator: ", ")
      let remedy =
        numbers.count == 2 && numbers[0] < 0 && numbers[1] > 0
        ? "(y > 0).astype(int)" : "numpy.unique(y, return_inverse=True)[1]"
      return "The labels \(list) look like classes, but are taken as numbers to predict, since classes are"
        + " counted from 0; if they are classes, save \(remedy) as labels."
    case .equalLabels(let value):
      return
        "All labels are \(Int(exactly: value).map(String.init) ?? "\(value)"): there is nothing to learn from them."
    case .identifier(let column, let texts):
      return "The column '\(column.singleLine)' has \(texts) texts, a different one in almost every row:"
        + " this is an identifier, not a class; --label COLUMN names another column."
    }
  }
}
