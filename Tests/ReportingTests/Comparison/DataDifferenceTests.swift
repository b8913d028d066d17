import Datasets
import Experiments
import Testing

@testable import Reporting

@Suite struct DataDifferenceTests {
  fileprivate func summary(_ name: String, _ dataset: DataSource, _ checksums: [String: String] = [:])
    -> ExperimentSummary
  {
    var run = run(name, [.testLoss: [0.5]])
    run.spec = spec(dataset)
    run.dataChecksums = checksums
    return ExperimentSummary.summaries(of: [run])[0]
  }

  private let noisy = DataSource.circles(Circles(noise: 0.3))
  private let plain = DataSource.circles(Circles(noise: 0.1))

  private func checksums(
    _ trainX: String = "a", _ trainY: String = "b", testX: String = "c"
  ) -> [String: String] {
    ["train_x": trainX, "train_y": trainY, "test_x": testX, "test_y": "d"]
  }

  @Test func theSpecsSayWhatDiffers() {
    let comparison = Comparison([
      summary("A", noisy, checksums("x", testX: "y")), summary("B", plain, checksums()),
    ])
    let text = comparison.report().unwrapped
    #expect(text.contains("Warning: different data in A − B: dataset.circles.noise: 0.1 → 0.3."))
    #expect(comparison.conclusions[0].sentence.hasSuffix("; different data."))
    #expect(
      comparison.report().text(.json).contains(#""different_data": ["dataset.circles.noise: 0.1 → 0.3"]"#))
  }

  /// The best cell was trained on other data than one of the others.
  @Test func theBestCellOfDifferentDataIsNoPlainWinner() {
    let options = Comparison.Options(isGrid: true)
    let grid = Comparison([summary("A+n=1", noisy), summary("A+n=2", plain)], options: options)
    #expect(grid.report().unwrapped.contains("needs 6; different data."), "\(grid.report().unwrapped)")
    #expect(grid.report().text(.json).contains(#""different_data": ["dataset.circles.noise: 0.1 → 0.3"]"#))
    let same = Comparison([summary("A+n=1", plain), summary("A+n=2", plain)], options: options)
    #expect(!same.report().unwrapped.contains("different data"))
  }

  /// Claims say it, too, of every experiment that is compared with the first.
  @Test func claimsOnDifferentDataSaySo() throws {
    let summaries = ["A": summary("A", noisy), "B": summary("B", plain), "C": summary("C", noisy)]
    func sentence(_ text: String) throws -> String {
      let claim = ClaimSpec(name: "c", says: "s", statement: .assertion(try Assertion(parsing: text)))
      return ClaimFinding(claim, summaries, confidence: .percent95).sentence
    }
    #expect(
      try sentence("A.test_loss <= B.test_loss").hasSuffix(
        ". Warning: different data in A − B: dataset.circles.noise: 0.1 → 0.3."))
    #expect(try sentence("A.test_loss - C.test_loss <= B.test_loss").contains("different data in A − B: "))
    #expect(try !sentence("A.test_loss <= C.test_loss").contains("data"))
    #expect(try !sentence("A.test_loss <= 1").contains("data"))
  }

  /// Files may be moved, and keys may have no effect: equal arrays are the same data. Without checksums the specs decide.
  @Test func checksumsDecideWhereTheyAreKnown() {
    #expect(DataDifference(summary("A", noisy, checksums()), minus: summary("B", plain, checksums())) == nil)
    #expect(DataDifference(summary("A", noisy), minus: summary("B", plain))?.kind == .samples)
    #expect(DataDifference(summary("A", plain), minus: summary("B", plain)) == nil)
  }

  @Test func otherContentsOfTheSameFilesAreFound() {
    let difference = DataDifference(
      summary("A", plain, checksums("x")), minus: summary("B", plain, checksums()))
    #expect(difference?.kind == .samples && difference?.parts == ["training samples"])
  }

  /// Pixels of 0 to 1 and of 0 to 255 are other numbers for the same digits. A limit makes other samples.
  @Test func preparationIsNoOtherData() {
    func digits(_ scaling: PixelScaling, limit: Int? = nil) -> DataSource {
      .mnist(MNIST(images: ImagePreparation(scaling: scaling, trainLimit: limit)))
    }
    let bytes = summary("A", digits(.zeroTo255), checksums("x", testX: "y"))
    let comparison = Comparison([bytes, summary("B", digits(.zeroToOne), checksums())])
    #expect(
      comparison.report().unwrapped.contains(
        "The same samples, prepared differently, in A − B: dataset.mnist.pixels: \"0-1\" → \"0-255\"."))
    #expect(comparison.conclusions[0].differentData.isEmpty)
    #expect(!comparison.conclusions[0].sentence.contains("data"))
    let few = summary("B", digits(.zeroToOne, limit: 9), checksums("z", "z"))
    #expect(DataDifference(bytes, minus: few)?.kind == .samples)
  }
}

extension DataDifferenceTests {
  private func table(_ path: String, _ preparation: OwnDataPreparation, _ sum: String = "a")
    -> ExperimentSummary
  {
    summary(
      path, .csv(CSVFiles(train: path, test: nil, preparation: preparation)), ["train_x": sum])
  }

  /// The same file, from which each spec takes something else. A moved file is the same.
  @Test func whatIsTakenFromTheUsersFilesCounts() {
    let half = table("/a", OwnDataPreparation(testFraction: 0.5))
    let quarter = DataDifference(table("/a", OwnDataPreparation(testFraction: 0.25)), minus: half)
    #expect(quarter?.kind == .samples && quarter?.parts == ["dataset.csv.test_fraction: 0.5 → 0.25"])
    let scaled = DataDifference(
      table("/a", OwnDataPreparation(standardize: true, testFraction: 0.5)), minus: half)
    #expect(scaled?.kind == .preparation && scaled?.parts == ["dataset.csv.standardize: nothing → true"])
    #expect(DataDifference(table("/b", OwnDataPreparation(testFraction: 0.5)), minus: half) == nil)
    let other = DataDifference(table("/a", OwnDataPreparation(testFraction: 0.5), "b"), minus: half)
    #expect(other?.kind == .samples && other?.parts == ["training samples"])
  }
}
