import Datasets
import Text

/// A survey as a spec and its comments state it.
extension DataSurvey {
  /// The share of the samples that becomes the test set if there is none.
  static let testFraction = 0.25
  /// The test samples are chosen at random: tables are often sorted by their classes.
  static let splitSeed = 1

  /// The number of samples that are trained with.
  var trainCount: Int { trainCount(testFraction: Self.testFraction) }

  /// The files as they were given.
  var fileNames: [String] {
    switch source {
    case .csv(let train, let test, _, _): [train] + [test].compactMap(\.self)
    case .npy(let trainX, let trainY, let testX, let testY):
      [trainX, trainY] + [testX, testY].compactMap(\.self)
    }
  }

  // MARK: The data set

  /// The value of `dataset`, with the keys at the indentation of a spec's second level.
  var datasetText: String {
    var members: [String] = []
    let kind: String
    switch source {
    case .csv(let train, let test, let labels, let dropped):
      kind = "csv"
      members.append("\"train\": \(Self.pathFromSpec(train).jsonQuoted)")
      if let test { members.append("\"test\": \(Self.pathFromSpec(test).jsonQuoted)") }
      members.append("\"label\": \(Self.text(labels))")
      if !dropped.isEmpty { members.append("\"drop\": \(Self.text(dropped))") }
    case .npy(let trainX, let trainY, let testX, let testY):
      kind = "npy"
      let files = [("train_x", trainX), ("train_y", trainY), ("test_x", testX), ("test_y", testY)]
      for (key, path) in files {
        if let path { members.append("\"\(key)\": \(Self.pathFromSpec(path).jsonQuoted)") }
      }
      if let channelOrder { members.append("\"layout\": \"\(channelOrder.rawValue)\"") }
    }
    if testCount == nil {
      members.append("\"test_fraction\": \(Self.testFraction)")
      members.append("\"split_seed\": \(Self.splitSeed)")
    }
    members.append("\"standardize\": true")
    return "{ \"\(kind)\": {\n" + members.map { "    \($0),\n" }.joined() + "  } }"
  }

  /// A path as a spec in the folder `experiments` states it.
  static func pathFromSpec(_ path: String) -> String {
    guard !path.hasPrefix("/") else { return path }
    let steps = path.split(separator: "/").filter { $0 != "." }.map(String.init)
    return ([".."] + steps).joined(separator: "/")
  }

  private static func text(_ columns: [CSVColumn]) -> String {
    let texts = columns.map { column in
      switch column {
      case .name(let name): name.jsonQuoted
      case .index(let index): "\(index)"
      }
    }
    return texts.count == 1 ? texts[0] : "[\(texts.joined(separator: ", "))]"
  }

  // MARK: Sentences

  /// What was seen.
  var sentences: [String] {
    var sentences: [String] = []
    let test = testCount.map { " and \($0) for testing" } ?? ""
    switch source {
    case .csv:
      sentences.append(
        "A table of \(count) rows\(test), \(counted(sampleShape.reduce(1, *), "feature")) each.")
      let names = labelNames.map { "'\($0.singleLine)'" }.joined(separator: ", ")
      let title = labelNames.count == 1 ? "Label: the column \(names)" : "Labels: the columns \(names)"
      sentences.append("\(title)\(labelReason.map { " (taken \($0); --label COLUMN names another)" } ?? "").")
    case .npy: sentences.append("\(count) samples\(test): \(shapeText).")
    }
    sentences.append(labelSentence)
    for omission in omissions {
      let isUnnamed = omission.reason == .index && omission.column == "0"
      sentences.append(
        "Left out: \(isUnnamed ? "the first column" : "the column '\(omission.column.singleLine)'"), \(omission.reason.text)."
      )
    }
    return sentences
  }

  private var shapeText: String {
    let sizes = sampleShape.map(String.init)
    switch sampleShape.count {
    case 3:
      guard sampleShape[0] > 1 else { return "grey images of \(sizes[1])×\(sizes[2]) pixels" }
      return "images of \(sizes[1])×\(sizes[2]) pixels with \(sizes[0]) channels"
    case 2: return "sequences of \(sizes[0]) steps with \(counted(sampleShape[1], "feature"))"
    default: return "\(counted(sampleShape.reduce(1, *), "feature")) each"
    }
  }

  private var labelSentence: String {
    switch labels {
    case .classes(let counts, let names):
      let found = counts.enumerated().filter { $0.element > 0 }
      let shown = found.prefix(12).map { index, count in
        "\(names?[index].singleLine ?? "\(index)") \(count)"
      }
      let isGapped = found.count < counts.count
      return "\(found.count) classes, with their samples: "
        + Self.list(shown, of: found.count)
        + (isGapped
          ? "; classes are counted from 0, so that \(counts.count - found.count) of \(counts.count) outputs"
            + " \(counts.count - found.count == 1 ? "has" : "have") none"
            + (counts.first == 0 && found.count == counts.count - 1
              ? "; to use all, subtract 1 from each label." : ".")
          : ".")
    case .oneHot(let counts):
      return "One-hot rows of \(counts.count) classes, with their samples: "
        + Self.list(counts.map(String.init), of: counts.count) + "."
    case .severalLabels(let ones):
      return "\(ones.count) labels of 0 and 1 for each sample, 1 in "
        + Self.list(ones.map(String.init), of: ones.count) + " samples."
    case .numbers(let columns, let minimum, let maximum):
      return
        "\(columns == 1 ? "A number" : "\(columns) numbers") to predict, from \(Float(minimum)) to \(Float(maximum))."
    }
  }

  /// The first items, and the number of those left out.
  private static func list(_ items: [String], of count: Int) -> String {
    let limit = 12
    return items.prefix(limit).joined(separator: ", ") + (count > limit ? " and \(count - limit) more" : "")
  }

  /// What is done to the samples.
  var preparation: [String] {
    var sentences = doubts.map(\.sentence)
    if let channelOrder, sampleShape.count == 3, sampleShape[0] > 1 {
      let (axis, other, otherOrder): (String, String, ChannelOrder) =
        switch channelOrder {
        case .channelsFirst: ("first", "last", .channelsLast)
        case .channelsLast: ("last", "first", .channelsFirst)
        }
      sentences.append(
        "The channels are the \(axis) axis of a sample; if they are the \(other) one, state layout \"\(otherOrder.rawValue)\"."
      )
    }
    if testCount == nil {
      sentences.append(
        "Test set: \(count - trainCount) of the \(count) samples, chosen at random (test_fraction"
          + " \(Self.testFraction), split_seed \(Self.splitSeed)).")
    }
    let what =
      switch sampleShape.count {
      case 3: "channel"
      case 2: "feature"
      default: "column"
      }
    sentences.append(
      "Each \(what) is standardized to mean 0 and deviation 1, by the numbers of the training set.")
    return sentences
  }
}

extension DataSurvey.Omission.Reason {
  fileprivate var text: String {
    switch self {
    case .index: "which numbers the rows: an index"
    case .texts(let text, let line):
      "which has texts ('\(text.singleLine)' on line \(line)); encode them as numbers to use it"
        + " (in pandas: pd.get_dummies(df, columns=[...], dtype=int))"
    case .oddText(let text, let line, let numbers, let count):
      "in which \(numbers) of \(count) values are numbers, but '\(text.singleLine)' on line \(line) is not; correct it"
        + " to use the column"
    case .missing(let count, let line):
      "which lacks \(counted(count, "value")) (first on line \(line)); fill them in to use it"
        + " (in pandas: df.fillna(df.median(numeric_only=True)))"
    }
  }
}
