import TestSupport
import Testing

@testable import Datasets
@testable import Experiments

struct StarterSpecTests {
  private func table(
    _ labels: SurveyedLabels, features: Int = 4, count: Int = 100, testCount: Int? = nil
  ) -> DataSurvey {
    DataSurvey(
      source: .csv(
        train: "data/d.csv", test: testCount.map { _ in "/all/t.csv" }, labels: [.name("kind")],
        dropped: [.index(0)]),
      count: count, testCount: testCount, sampleShape: [features], labels: labels)
  }

  private func resolved(_ survey: DataSurvey) throws -> [ExperimentSpec] {
    let library = ExperimentLibrary(
      builtIns: [],
      fileSystem: FileSystem(
        currentDirectory: "/work",
        read: { path, _ throws(FileSystem.Failure) in throw FileSystem.Failure(path: path, reason: .notFound)
        },
        list: { path throws(FileSystem.Failure) in throw FileSystem.Failure(path: path, reason: .notFound) }))
    return try library.resolve(StarterSpec(name: "mine", survey: survey)).map(\.spec)
  }

  /// Both specs are what the survey says, and differ in batch normalization alone.
  @Test func aTableOfClasses() throws {
    let specs = try resolved(table(.classes(counts: [50, 30, 20], names: ["a", "b", "c"])))
    let data = CSVFiles(
      train: "/work/data/d.csv", test: nil, labels: [.name("kind")], dropped: [.index(0)],
      preparation: OwnDataPreparation(standardize: true, testFraction: 0.25, splitSeed: 1))
    #expect(specs.map(\.dataset) == [.csv(data), .csv(data)])
    #expect(
      specs.map { $0.model.map(\.name) } == [
        ["dense", "batch_norm", "relu", "dense", "batch_norm", "relu", "dense", "softmax"],
        ["dense", "relu", "dense", "relu", "dense", "softmax"],
      ])
    #expect(specs[0].loss == .categoricalCrossentropy())
    // 75 training samples are 4 batches of 16 and 11 samples.
    #expect(specs[0].training.batchSize == 16 && specs[0].training.lastBatch == .keep)
    #expect(specs[0].training.epochs == 100)
  }

  /// Labels 1 and 2 leave output 0 without a class; labels 0 and 3 leave two.
  @Test func classesThatAreLeftOutAreNamedWithTheRemedy() {
    func seen(_ counts: [Int]) -> String {
      StarterSpec(name: "mine", survey: table(.classes(counts: counts, names: nil))).seen.joined(
        separator: "\n")
    }
    #expect(
      seen([0, 3, 4]).contains(
        "counted from 0, so that 1 of 3 outputs has none; to use all, subtract 1 from each label."))
    #expect(seen([3, 0, 0, 4]).contains("so that 2 of 4 outputs have none."))
    #expect(!seen([3, 4]).contains("counted from 0"))
  }

  @Test func aSlipInAColumnIsReported() {
    var survey = table(.classes(counts: [3, 4], names: nil))
    survey.omissions = [.init(column: "income", reason: .oddText("43.87x", line: 9, numbers: 199, of: 200))]
    #expect(
      StarterSpec(name: "mine", survey: survey).seen.contains(
        "Left out: the column 'income', in which 199 of 200 values are numbers, but '43.87x' on line 9 is not; correct"
          + " it to use the column."))
  }

  @Test func theEndFollowsTheLabels() throws {
    func end(_ labels: SurveyedLabels) throws -> (names: [String], loss: String) {
      let spec = try resolved(table(labels))[0]
      return (spec.model.suffix(2).map(\.name), spec.loss.name)
    }
    #expect(try end(.classes(counts: [3, 4], names: nil)) == (["dense", "sigmoid"], "binary_crossentropy"))
    #expect(try end(.oneHot(counts: [3, 4])) == (["dense", "softmax"], "categorical_crossentropy"))
    #expect(try end(.severalLabels(ones: [3, 4])) == (["dense", "sigmoid"], "binary_crossentropy"))
    #expect(
      try end(.numbers(columns: 2, minimum: 0, maximum: 1)) == (["relu", "dense"], "mean_squared_error"))
  }

  /// 33 training samples leave one for the last batch, which batch normalization cannot use.
  @Test func aLastBatchOfOneSampleIsLeftOut() throws {
    let spec = try resolved(table(.classes(counts: [20, 13], names: nil), count: 33, testCount: 5))[0]
    #expect(spec.training.batchSize == 16 && spec.training.lastBatch == .drop)
    guard case .csv(let data) = spec.dataset else {
      Issue.record("not a table")
      return
    }
    #expect(data.test == "/all/t.csv" && data.preparation.testFraction == nil)
  }

  @Test func imagesAndSequences() throws {
    func names(_ shape: [Int], _ order: ChannelOrder?) throws -> [String] {
      try resolved(
        DataSurvey(
          source: .npy(trainX: "x.npy", trainY: "y.npy", testX: nil, testY: nil), count: 64, testCount: nil,
          sampleShape: shape, channelOrder: order, labels: .classes(counts: [30, 34], names: nil)))[0]
        .model.map(\.name)
    }
    #expect(
      try names([3, 8, 8], .channelsLast) == [
        "conv2d", "batch_norm", "relu", "max_pool2d", "conv2d", "batch_norm", "relu", "max_pool2d", "flatten",
        "dense", "sigmoid",
      ])
    #expect(
      try names([1, 2, 2], .channelsFirst) == [
        "conv2d", "batch_norm", "relu", "conv2d", "batch_norm", "relu", "flatten", "dense", "sigmoid",
      ])
    #expect(try names([20, 3], nil) == ["lstm", "batch_norm", "dense", "sigmoid"])
  }

  @Test func doubtsAndTheAxisOfChannelsAreAssumed() {
    var survey = DataSurvey(
      source: .npy(trainX: "x.npy", trainY: "y.npy", testX: nil, testY: nil), count: 64, testCount: nil,
      sampleShape: [2, 8, 8], channelOrder: .channelsLast,
      labels: .numbers(columns: 1, minimum: -1, maximum: 1))
    survey.doubts = [.negativeClasses([-1, 1]), .swapped, .equalLabels(2)]
    let starter = StarterSpec(name: "mine", survey: survey)
    #expect(starter.seen[0] == "64 samples: images of 8×8 pixels with 2 channels.")
    #expect(
      Array(starter.assumed.prefix(4)) == [
        "The labels -1, 1 look like classes, but are taken as numbers to predict, since classes are counted from 0; if they are classes, save (y > 0).astype(int) as labels.",
        "X has one value a sample and Y has more: X and Y swapped? The samples come first.",
        "All labels are 2: there is nothing to learn from them.",
        "The channels are the last axis of a sample; if they are the first one, state layout \"channels_first\".",
      ])
  }

  /// Names of columns and classes can neither break the list nor end in four points.
  @Test func listsStayLists() {
    let names = (0..<14).map { "c\($0)" }
    var survey = table(.classes(counts: [Int](repeating: 3, count: 14), names: names))
    survey.labelNames = ["a\nb"]
    survey.omissions = [.init(column: "x\ny", reason: .index)]
    survey.doubts = [.identifier(column: "a\nb", texts: 14)]
    let starter = StarterSpec(name: "mine", survey: survey)
    #expect(starter.seen.contains { $0.contains("c10 3, c11 3 and 2 more.") }, "\(starter.seen)")
    #expect(!(starter.seen + starter.assumed).contains { $0.contains("\n") })
    #expect(starter.seen.contains { $0.contains("the column 'x y'") })
  }

  @Test func namesAreThoseOfFiles() {
    for name in ["iris", "My_data-2.1", "0"] { #expect(StarterSpec.problem(ofName: name) == nil) }
    for name in [
      "", "a/b", "x.jsonc", "-x", ".x", "a b", "é", "a+b", "..", String(repeating: "a", count: 101),
    ] {
      #expect(StarterSpec.problem(ofName: name) != nil, "\(name)")
    }
  }
}
