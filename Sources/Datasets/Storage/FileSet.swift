import Schema
import System

/// The paths of a data set's four files.
public struct FileSet: Equatable, Sendable {
  public var trainX: String
  public var trainY: String
  public var testX: String
  public var testY: String

  public init(trainX: String, trainY: String, testX: String, testY: String) {
    self.trainX = trainX
    self.trainY = trainY
    self.testX = testX
    self.testY = testY
  }

  /// The keys in a spec file, for data sets whose configuration holds a set of files.
  static let keys: [TableKey<FileSet>] = [
    .required("train_x", \.trainX, .path, "The file with the training samples."),
    .required("train_y", \.trainY, .path, "The file with the training labels."),
    .required("test_x", \.testX, .path, "The file with the test samples."),
    .required("test_y", \.testY, .path, "The file with the test labels."),
  ]

  /// The value with which the reading of a spec begins. All keys are required, so these empty paths are never used.
  static let blank = FileSet(trainX: "", trainY: "", testX: "", testY: "")

  /// The path of a part's file.
  subscript(part: DatasetPart) -> String {
    switch part {
    case .trainX: trainX
    case .trainY: trainY
    case .testX: testX
    case .testY: testY
    }
  }

  /// SHA-256 of the files of these parts as they are stored. Throws `file`.
  func checksums(
    of parts: [DatasetPart] = DatasetPart.allCases
  ) throws(DatasetError) -> [DatasetPart: SHA256.Digest] {
    var sums: [DatasetPart: SHA256.Digest] = [:]
    for part in parts {
      sums[part] = try DatasetError.ofFile { () throws(FileError) in try SHA256.digest(ofFile: self[part]) }
    }
    return sums
  }
}
