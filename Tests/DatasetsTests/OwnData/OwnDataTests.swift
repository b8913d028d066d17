import Schema
import System
import TestSupport
import Testing

@testable import Datasets

/// The keys of `npy` and `csv` together: one file with a split, and standardizing.
struct OwnDataTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private let rows = "0,5,0\n1,5,1\n2,5,0\n3,5,1\n4,5,0\n5,5,1\n6,5,0\n7,5,1\n8,5,0\n9,5,1\n"

  private func csv(_ preparation: OwnDataPreparation, _ text: String? = nil) throws -> CSVFiles {
    CSVFiles(train: try folder.write(text ?? rows, to: "d.csv"), test: nil, preparation: preparation)
  }

  @Test func aTableIsDivided() throws {
    let last = try csv(OwnDataPreparation(testFraction: 0.25))
    let outline = DatasetOutline(featureShape: [2], trainCount: 7, testCount: 3)
    #expect(try last.outline(.classes).hasSameSamples(as: outline))
    let data = try last.load(.classes)
    #expect(data.trainX.shape == [7, 2] && data.testX.values == [7, 5, 8, 5, 9, 5])
    #expect(data.testY == .classes([1, 0, 1]))
    #expect(try last.checksums()?.keys.map(\.rawValue) == ["train_x"])

    let random = try csv(OwnDataPreparation(testFraction: 0.25, splitSeed: 42)).load(.classes)
    #expect(random.trainX.values == [0, 2, 3, 4, 6, 7, 9].flatMap { [$0, 5] })
    #expect(random.trainY == .classes([0, 0, 1, 0, 0, 1, 1]))
    #expect(random.testX.values == [1, 5, 5, 5, 8, 5])
    #expect(random.testY == .classes([1, 1, 0]))
  }

  /// Only the training rows count: 0, 1, 2, 3, 4, 5, 6 have the mean 3 and the variance 28 / 7 = 4.
  @Test func aDividedTableIsStandardizedByItsTrainingRows() throws {
    let data = try csv(OwnDataPreparation(standardize: true, testFraction: 0.25)).load(.classes)
    #expect(data.trainX.values == [-1.5, -1, -0.5, 0, 0.5, 1, 1.5].flatMap { [$0, 0] })
    #expect(data.testX.values == [2, 0, 2.5, 0, 3, 0])
    #expect(data.trainY == .classes([0, 1, 0, 1, 0, 1, 0]))
  }

  /// The test set by the training set's numbers: mean 2, deviation 2. Labels of a regression stay as they are.
  @Test func twoTablesAreStandardizedByTheFirst() throws {
    let files = CSVFiles(
      train: try folder.write("0,10\n4,30\n", to: "a.csv"), test: try folder.write("6,50\n", to: "b.csv"),
      preparation: OwnDataPreparation(standardize: true))
    let data = try files.load(.values)
    #expect(data.trainX.values == [-1, 1] && data.testX.values == [2])
    #expect(data.trainY == .values([10, 30]) && data.testY == .values([50]))
  }

  /// Four images of 1×2 pixels with 3 channels, channels last: the channels are 0…, 10… and 20…
  @Test func imagesAreTransposedThenStandardized() throws {
    var values: [Float] = []
    for image in 0..<4 {
      for x in 0..<2 {
        for channel in 0..<3 { values.append(Float(10 * channel + 2 * image + x)) }
      }
    }
    let files = FileSet(
      trainX: "\(folder.path)/x.npy", trainY: "\(folder.path)/y.npy", testX: "", testY: "")
    try DataArray([4, 1, 2, 3], values).writeNPY(to: files.trainX)
    try Labels.classes([0, 1, 0, 1]).writeNPY(to: files.trainY)
    var npy = NPYFiles(
      trainX: files.trainX, trainY: files.trainY, testX: nil, testY: nil, channelOrder: .channelsLast,
      preparation: OwnDataPreparation(testFraction: 0.5))
    #expect(
      try npy.outline(.classes) == DatasetOutline(featureShape: [3, 1, 2], trainCount: 2, testCount: 2))
    #expect(try npy.load(.classes).trainX.values == [0, 1, 10, 11, 20, 21, 2, 3, 12, 13, 22, 23])
    #expect(try npy.checksums()?.count == 2)
    // Channel 0 has 0, 1, 2, 3 in the training set: mean 1.5, variance 5/4; the others are the same plus 10 and 20.
    npy.preparation.standardize = true
    let data = try npy.load(.classes)
    let deviation = 1.25.squareRoot()
    let first = [-1.5, -0.5].map { Float($0 / deviation) }
    let second = [0.5, 1.5].map { Float($0 / deviation) }
    #expect(data.trainX.values == first + first + first + second + second + second)
    #expect(data.testX.values.prefix(2) == [2.5, 3.5].map { Float($0 / deviation) }[...])
  }

  /// What is wrong with a value is told before samples move, with their places in the file.
  @Test func errorsCountAsTheFileDoes() throws {
    let files = NPYFiles(
      trainX: "\(folder.path)/x.npy", trainY: "\(folder.path)/y.npy", testX: nil, testY: nil,
      preparation: OwnDataPreparation(testFraction: 0.25, splitSeed: 42))
    try DataArray([10, 1], (0..<10).map(Float.init)).writeNPY(to: files.trainX)
    try Labels.values((0..<10).map { $0 == 5 ? .nan : 1 }).writeNPY(to: files.trainY)
    #expect {
      try files.load(.values)
    } throws: { error in
      "\(error)".contains("y.npy): the value at [5] is nan")
    }
    try Labels.classes([1]).writeNPY(to: files.trainY)
    #expect(throws: DatasetError.countMismatch(files.trainX, 10, labels: files.trainY, 1)) {
      try files.outline(.classes)
    }
    try DataArray([0, 1], []).writeNPY(to: files.trainX)
    try Labels.classes([]).writeNPY(to: files.trainY)
    #expect(throws: DatasetError.noSamples("train_x (\(files.trainX))")) { try files.outline(.classes) }
    try DataArray([10, 0], []).writeNPY(to: files.trainX)
    try Labels.classes((0..<10).map { $0 % 2 }).writeNPY(to: files.trainY)
    #expect(throws: DatasetError.noSamples("train_x (\(files.trainX))")) { try files.load(.classes) }
  }

  /// A header alone, of a shape that no integer can count.
  @Test func hugeShapesAreRefusedBeforeTheyAreMultiplied() throws {
    let text = Array("{'descr': '<f4', 'fortran_order': False, 'shape': (4, 4294967295, 4294967295, 3)}".utf8)
    let head = Array("\u{93}NUMPY".unicodeScalars.map { UInt8($0.value) }) + [1, 0, UInt8(text.count), 0]
    let files = NPYFiles(
      trainX: try folder.write(head + text, to: "x.npy"), trainY: "\(folder.path)/y.npy", testX: nil,
      testY: nil, channelOrder: .channelsLast, preparation: OwnDataPreparation(testFraction: 0.5))
    try Labels.classes([0, 1, 0, 1]).writeNPY(to: files.trainY)
    #expect(throws: DatasetError.tooLarge(what: files.trainX, shape: [4, 3, 4_294_967_295, 4_294_967_295])) {
      try files.outline(.classes)
    }
  }

  private func problem(_ json: String) throws -> String {
    let value = try located(json)
    return ShapeCheck.problems(of: value, DataSource.codec.shape).map(\.description).joined(separator: "\n")
  }

  @Test func keysMustFitTogether() throws {
    let npy = #""train_x": "x", "train_y": "y""#
    for (json, expected) in [
      (
        #"{ "csv": { "train": "d" } }"#,
        #"t:1:10: csv.test: there is no test set: name its file (test), or take a share of train, such as "test_fraction": 0.25"#
      ),
      (
        "{ \"npy\": { \(npy) } }",
        "t:1:10: npy.test_x: there is no test set: name its files (test_x, test_y), or take a share of train_x and train_y, such as \"test_fraction\": 0.25"
      ),
      (
        "{ \"npy\": { \(npy), \"test_x\": \"a\" } }",
        "t:1:10: npy.test_y: test_y is missing: test_x alone is not a test set"
      ),
      (
        #"{ "csv": { "train": "d", "test": "t", "test_fraction": 0.5 } }"#,
        "t:1:56: csv.test_fraction: this takes the test set from train, but test names a file for it; leave one of them out (if it is inherited, set it to null)"
      ),
      (
        #"{ "csv": { "train": "d", "test": "t", "split_seed": 1 } }"#,
        "t:1:53: csv.split_seed: this has no effect without test_fraction"
      ),
      (
        #"{ "csv": { "train": "d", "test_fraction": 0 } }"#,
        "t:1:43: csv.test_fraction: 0 is out of range; expected a number above 0 and below 1"
      ),
      (
        #"{ "csv": { "train": "d", "test_fraction": 1 } }"#,
        "t:1:43: csv.test_fraction: 1 is out of range; expected a number above 0 and below 1"
      ),
      (
        "{ \"npy\": { \(npy), \"test_fraction\": 0.5, \"layout\": \"channel_last\" } }",
        #"t:1:76: npy.layout: unknown value "channel_last"; did you mean "channels_last"? (allowed: channels_first, channels_last)"#
      ),
      (#"{ "csv": { "train": "d", "test_fraction": 0.5, "split_seed": 3, "standardize": true } }"#, ""),
      (#"{ "csv": { "train": "d", "test": null, "test_fraction": 0.5 } }"#, ""),
    ] {
      let found = try problem(json)
      #expect(found == expected)
    }
  }

  /// Messages about a share of a file do not pretend that it is the whole.
  @Test func partsOfADividedFileAreNamed() {
    let npy = DataSource.npy(NPYFiles(trainX: "/x", trainY: "/y", testX: nil, testY: nil))
    #expect(npy.name(of: .trainX) == "train_x (a share of /x)")
    #expect(npy.name(of: .testY) == "test_y (a share of /y)")
    #expect(DataSource.csv(CSVFiles(train: "/d", test: nil)).name(of: .testY) == "test_y (a share of /d)")
    #expect(DataSource.csv(CSVFiles(train: "/d", test: "/t")).name(of: .testY) == "/t")
  }

  /// Neither the divided file nor the standardized ones are copied as a whole.
  @Test func samplesAreChangedInPlace() throws {
    func address(_ array: DataArray) -> Int {
      array.withUnsafeBufferPointer { Int(bitPattern: $0.baseAddress) }
    }
    let files = FileSet(trainX: "x", trainY: "y", testX: "x", testY: "y")
    func set(_ count: Int) throws -> LabeledSamples {
      LabeledSamples(
        samples: try DataArray([count, 1], (0..<count).map(Float.init)),
        labels: .classes((0..<Int32(count)).map { $0 % 2 }))
    }
    var train = try set(8)
    var none: LabeledSamples?
    let start = address(train.samples)
    let divided = try OwnDataPreparation(standardize: true, testFraction: 0.25, splitSeed: 1)
      .dataset(train: &train, test: &none, files: files)
    #expect(address(divided.trainX) == start && address(divided.testX) == start + 6 * 4)

    var (first, second) = (try set(4), Optional(try set(2)))
    let starts = [address(first.samples), second.map { address($0.samples) } ?? 0]
    let two = try OwnDataPreparation(standardize: true).dataset(train: &first, test: &second, files: files)
    #expect([address(two.trainX), address(two.testX)] == starts)
  }

  /// Finished runs of specs without the new keys must not count as out of date.
  @Test func defaultsAreNotWritten() throws {
    let files = FileSet(trainX: "/a", trainY: "/b", testX: "/c", testY: "/d")
    #expect(
      NPYFiles(files: files).json.compact
        == #"{"train_x":"/a","train_y":"/b","test_x":"/c","test_y":"/d"}"#)
    #expect(
      CSVFiles(train: "/a", test: "/b").json.compact == #"{"train":"/a","test":"/b","label":-1}"#)
    let all = NPYFiles(
      trainX: "/a", trainY: "/b", testX: nil, testY: nil, channelOrder: .channelsLast,
      preparation: OwnDataPreparation(standardize: true, testFraction: 0.5, splitSeed: 3))
    #expect(
      all.json.compact
        == #"{"train_x":"/a","train_y":"/b","layout":"channels_last","test_fraction":0.5,"split_seed":3,"standardize":true}"#
    )
    #expect(DataSource.codec.read(try located(DataSource.codec.write(.npy(all)).compact)) == .npy(all))
  }
}
