import Schema

public struct FileSetSpec: Equatable, Sendable {
  public var trainX: String
  public var trainY: String
  public var testX: String
  public var testY: String
  /// Only `idx`, whose files hold images: pixel scale, resize, limits and layout as for `mnist`.
  public var images: ImageOptions?

  public init(trainX: String, trainY: String, testX: String, testY: String, images: ImageOptions? = nil) {
    self.trainX = trainX
    self.trainY = trainY
    self.testX = testX
    self.testY = testY
    self.images = images
  }
}

/// Rows of numbers with the label in one column, or in several for a regression.
public struct CSVSpec: Equatable, Sendable {
  public var train: String
  public var test: String
  /// The label's columns, at least one.
  public var label: [CSVColumn]

  public init(train: String, test: String, label: [CSVColumn] = [.index(-1)]) {
    self.train = train
    self.test = test
    self.label = label
  }
}

/// A name of the header, or counted from 0 (negative: from the end).
public enum CSVColumn: Equatable, Sendable {
  case name(String)
  case index(Int)
}

extension FileSetSpec {
  static let npyKeys = KeyTable(
    "Four NumPy files: samples [samples, ...] and labels [samples], or numbers [samples, outputs] for a regression.",
    blank: blank(images: nil), fileKeys)

  static let idxKeys = KeyTable(
    "Four IDX files, plain or gzip: images [samples, height, width] and labels [samples].",
    blank: blank(images: ImageOptions()), fileKeys + ImageOptions.keys.map { $0.inside(\.imageOptions) })

  private static func blank(images: ImageOptions?) -> FileSetSpec {
    FileSetSpec(trainX: "", trainY: "", testX: "", testY: "", images: images)
  }

  private static let fileKeys: [TableKey<FileSetSpec>] = [
    .required("train_x", \.trainX, .path, "The training samples' file."),
    .required("train_y", \.trainY, .path, "The training labels' file."),
    .required("test_x", \.testX, .path, "The test samples' file."),
    .required("test_y", \.testY, .path, "The test labels' file."),
  ]

  private var imageOptions: ImageOptions {
    get { images ?? ImageOptions() }
    set { images = newValue }
  }
}

extension CSVSpec {
  static let keys = KeyTable(
    "Two CSV files, rows of numbers with the label in one column, or in several for a regression.",
    blank: CSVSpec(train: "", test: ""),
    [
      .required("train", \.train, .path, "The training set's file."),
      .required("test", \.test, .path, "The test set's file."),
      .optional(
        "label", \.label, .csvColumns,
        "The label's column: a name of the header, or its place counted from 0, or from the end where negative; a list where a sample has several numbers for a target."
      ),
    ])
}

extension Codec where Value == [CSVColumn] {
  /// One is written without a list.
  fileprivate static var csvColumns: Codec {
    let column = Codec<CSVColumn>.csvColumn
    let list = Codec.list(of: column, minimum: 1)
    return .either(column.map({ [$0] }, { $0.first ?? .index(-1) }), list) { columns in
      columns.count == 1 ? column.write(columns[0]) : list.write(columns)
    }
  }
}

extension Codec where Value == CSVColumn {
  fileprivate static var csvColumn: Codec {
    .either(
      Codec<Int>.anyInteger.map({ CSVColumn.index($0) }) { column in
        if case .index(let index) = column { index } else { 0 }
      },
      Codec<String>.text.map({ CSVColumn.name($0) }) { column in
        if case .name(let name) = column { name } else { "" }
      }
    ) { column in
      switch column {
      case .name(let name): .string(name)
      case .index(let index): .integer(index)
      }
    }
  }
}
