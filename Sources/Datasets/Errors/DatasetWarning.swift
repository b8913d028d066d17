import Text

/// Data that can be used and yet are probably not what was meant.
public enum DatasetWarning: Equatable, Sendable {
  /// The first column of a CSV file is most likely the index of a table. `name`: in the first row, if there is one.
  /// `start`: the number from which it counts; nil if it numbers the rows in another order.
  case indexColumn(path: String, name: String?, start: Int64?)
  /// Classes of test samples that no training sample has, and the number of these test samples. `name`: of the labels.
  case unseenClasses([String], samples: Int, name: String)
  /// The test set lacks classes. `name`: of its labels; `isLast`: whether it is the last samples of a file.
  case fewTestClasses(ClassShortage, name: String, isLast: Bool)
  /// The validation set lacks classes. `name`: of the training labels, whose last ones validate.
  case fewValidationClasses(ClassShortage, name: String)
  /// Bytes of images, 0 to 255, are what the network gets. `path`: of the samples.
  case unscaledBytes(path: String)
}

extension DatasetWarning: CustomStringConvertible {
  public var description: String { text.singleLine }

  private var text: String {
    switch self {
    case .indexColumn(let path, let name, let start):
      let title =
        switch name {
        case nil: "the first column"
        case "": "the first column has no name and"
        case let name?: "the first column is named '\(shown(name))' and"
        }
      let numbers = start.map { "counts \($0), \($0 + 1), \($0 + 2), ..." } ?? "numbers the rows"
      return
        "\(path): \(title) \(numbers): it is most likely an index, from which a network should not learn;"
        + " leave it out with \"drop\": 0 (or write the file with df.to_csv(FILE, index=False))"
    case .unseenClasses(let classes, let samples, let name):
      let isOne = classes.count == 1
      let names = classes.prefix(5).map { "'\(shown($0))'" } + (classes.count > 5 ? ["..."] : [])
      return "\(name): \(counted(samples, "test sample")) \(samples == 1 ? "has" : "have") the"
        + " \(isOne ? "class" : "classes") \(names.joined(separator: ", ")), which no training sample has,"
        + " so that a network cannot learn \(isOne ? "it" : "them")"
    case .fewTestClasses(let shortage, let name, let isLast):
      let cause = shortage.isSorted ? "the samples are sorted by class" : "it is the last samples of the file"
      return "\(name): the test set has \(shortage)" + (isLast ? "; \(cause): use split_seed" : "")
    case .fewValidationClasses(let shortage, let name):
      let cause =
        shortage.isSorted ? "the samples are sorted by class" : "it is the last samples of the training set"
      return
        "training.validation_split: the validation set, a share of \(name), has \(shortage); \(cause): shuffle the file"
    case .unscaledBytes(let path):
      return
        "\(path): the network gets the bytes of the images as they are, up to 255; \"standardize\": true scales them"
    }
  }
}

extension ClassShortage: CustomStringConvertible {
  /// `1 of the 3 classes`
  public var description: String { "\(found) of the \(total) classes" }
}
