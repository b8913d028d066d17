import TestSupport
import Testing

@testable import Datasets

struct CSVFilesTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func set(
    _ train: String, _ test: String = "0,0,0\n", label: CSVColumn = .index(-1)
  ) throws -> CSVFiles {
    CSVFiles(
      train: try folder.write(train, to: "train.csv"), test: try folder.write(test, to: "test.csv"),
      labels: [label])
  }

  private func fault(
    _ train: String, _ test: String = "0,0,0\n", label: CSVColumn = .index(-1),
    context: DatasetContext = .classes
  ) -> String {
    do {
      _ = try set(train, test, label: label).load(context)
      return "none"
    } catch {
      return "\(error)".replacing("\(folder.path)/", with: "")
    }
  }

  /// With a byte order mark or without, in either byte order: "1,2,0" in UTF-16.
  @Test func namesUTF16() throws {
    let units = Array("1,2,0\n".utf8)
    for mark in [[UInt8](), [0xff, 0xfe]] {
      let path = try folder.write(mark + units.flatMap { [$0, 0] }, to: "train.csv")
      #expect(throws: DatasetError.badCSV(path: path, line: 1, column: 1, .utf16)) {
        try CSVFile(path: path, labels: [.index(-1)])
      }
    }
    for mark in [[UInt8](), [0xfe, 0xff]] {
      let path = try folder.write(mark + units.flatMap { [0, $0] }, to: "train.csv")
      #expect(throws: DatasetError.badCSV(path: path, line: 1, column: 1, .utf16)) {
        try CSVFile(path: path, labels: [.index(-1)])
      }
    }
  }

  @Test func readsNumbersAndLabels() throws {
    let set = try set("1,2.5,0\r\n\"-3\",4e-1,7\r\n", "5,6,1")
    #expect(try set.outline(.classes) == DatasetOutline(featureShape: [2], trainCount: 2, testCount: 1))
    let data = try set.load(.classes)
    #expect(data.trainX.shape == [2, 2])
    #expect(data.trainX.values == [1, 2.5, -3, 0.4])
    #expect(data.trainY == .classes([0, 7]))
    #expect(data.testX.values == [5, 6])
    #expect(data.testY == .classes([1]))
  }

  @Test func anyColumnMayHoldTheLabels() throws {
    let rows = "4,1,2\n5,3,4\n"
    for (label, features) in [
      (CSVColumn.index(0), [1, 2, 3, 4]), (.index(-3), [1, 2, 3, 4]), (.index(1), [4, 2, 5, 4]),
    ] {
      #expect(try set(rows, label: label).load(.classes).trainX.values == features.map(Float.init))
    }
    let named = try set("y,a,b\n" + rows, "y,a,b\n1,2,3\n", label: .name("y")).load(.classes)
    #expect(named.trainY == .classes([4, 5]))
    #expect(named.testX.values == [2, 3])
    #expect(try set(rows, label: .index(0)).load(.values).trainY == .values([4, 5]))
  }

  @Test func aTestFileMayLackTheHeader() throws {
    let data = try set("a,y,b\n1,2,3\n", "4,5,6\n", label: .name("y")).load(.classes)
    #expect(data.testX.values == [4, 6])
    #expect(data.testY == .classes([5]))
  }

  @Test func anEmptyOrMissingNumberIsNotAColumnName() {
    #expect(
      fault("1,,0\n2,3,1\n").hasPrefix("train.csv:1:3: an empty field in the column 1 (counted from 0);"))
    #expect(fault("1,nan,0\n2,3,1\n").hasPrefix("train.csv:1:3: a missing value, 'nan', in the column 1 "))
  }

  @Test func errorsNameLineAndColumn() {
    #expect(fault("a,b,y\n1,2,0\n3,x,1\n").hasPrefix("train.csv:3:3: 'x' in the column 'b' is not a number;"))
    #expect(fault("1,2,0\n3,1\n") == "train.csv:2:1: 2 fields instead of 3")
    #expect(
      fault("1,2,0\n3,1e39,1\n")
        == "train.csv:2:3: '1e39' is not a finite float32; data must be finite numbers")
    for label in ["-1", "0.5", "2147483648", "inf"] {
      #expect(
        fault("1,2,0\n3,4,\(label)\n").hasPrefix(
          "train.csv:2:5: '\(label)' is not a class; the labels of a classification are whole numbers from 0, or texts"
        ))
    }
    #expect(fault("1,2,0.5\n", context: .values) == "none")
    #expect(fault("1,2,0\n3,\"4,1\n").hasPrefix("train.csv:2:3: the quoted field"))
    #expect(fault("1,2,0\n", "1,2,0,4\n").hasPrefix("a sample of"))
    #expect(fault("a,b,y\n1,2,0\n", "a,c,y\n1,2,0\n").hasPrefix("test.csv:1:1: this column is 'c', but in "))
  }

  @Test func labelColumnsMustExist() {
    #expect(
      fault("a,b,c\n1,2,0\n", label: .name("label"))
        == "train.csv:1:1: no column is named 'label'; the columns are a, b, c")
    #expect(fault("1,2,0\n", label: .name("label")).contains("the first row has numbers only"))
    #expect(fault("1,2,0\n", label: .index(3)).contains("there is no column 3"))
    #expect(fault("1,2,0\n", label: .index(Int.min)).contains("there is no column"))
  }

  /// The targets of a regression are in the order of the spec's list, not in the order of the file's columns.
  @Test func aRegressionMayHaveSeveralLabels() throws {
    var set = try set("a,y,b,z\n1,2,3,4\n5,6,7,8\n", "1,2,3,4\n")
    set.labels = [.index(-1), .name("y")]
    #expect(
      try set.outline(.values)
        == DatasetOutline(featureShape: [2], trainCount: 2, testCount: 1, labelColumns: 2))
    let data = try set.load(.values)
    #expect(data.trainX.values == [1, 3, 5, 7])
    #expect(data.trainY == .values([4, 2, 8, 6], columns: 2))
    #expect(data.trainY.count == 2)
    #expect(data.testY == .values([4, 2], columns: 2))

    func message(_ labels: [CSVColumn], _ context: DatasetContext = .values) -> String {
      set.labels = labels
      do {
        _ = try set.load(context)
        return "none"
      } catch {
        return "\(error)".replacing("\(folder.path)/", with: "")
      }
    }
    #expect(
      message([.name("y"), .index(1)]) == "train.csv:1:1: two labels name the same column, 1 counted from 0")
    #expect(
      message((0..<4).map { .index($0) })
        == "train.csv:1:1: all 4 columns are labels; at least one must be a feature")
    // Two columns of a classification are one-hot rows.
    #expect(
      message([.index(0), .index(1)], .classes).hasPrefix("train.csv:2:3: the row has 2.0 in label column 1"))
  }

  @Test func otherSeparatorsAreRecognised() {
    #expect(fault("1;2;0\n").contains("not by ';'"))
    #expect(fault("1\t2\t0\n").contains("not by tabs"))
    #expect(fault("1\n2\n").contains("only one column"))
  }

  /// A small gzip file of 34 MB of zeros, where only one is free. (Less than 64 MB is not checked, and an array that grows
  /// doubles its size.)
  @Test func refusesGzipFilesThatDoNotFitIntoMemory() throws {
    let path = try folder.write(gzip(runsOfZeros: 132_000), to: "train.csv.gz")
    #expect {
      try CSVFile.read(path, available: 1 << 20)
    } throws: { error in
      if case .notEnoughMemory(what: path, _, available: 1 << 20)? = error as? DatasetError {
        true
      } else {
        false
      }
    }
    #expect(try CSVFile.read(path, available: 1 << 30).count == 1 + 258 * 132_000)
  }

  @Test func refusesFilesWithoutSamples() {
    #expect(fault("") == "train.csv has no samples")
    #expect(fault("a,b,y\n") == "train.csv has no samples")
    #expect(fault("1,2,0", "\n\n") == "test.csv has no samples")
  }
}
