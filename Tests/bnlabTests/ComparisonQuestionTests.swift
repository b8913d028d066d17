import CommandLineTool
import Experiments
import Reporting
import Runs
import Testing

@testable import bnlab

@Suite struct ComparisonQuestionTests {
  private let names = ["A", "B"]

  private func question(
    _ options: ComparisonOptions = ComparisonOptions(), _ assertions: [String] = [],
    names: [String]? = nil
  ) throws -> ComparisonQuestion {
    let names = names ?? self.names
    return try ComparisonQuestion(
      options, assertions.map { try Assertion(parsing: $0) },
      of: ComparedExperiments(names, SpecChanges(), study: nil),
      names: names.map { (name: $0, experiment: nil) }, epochCounts: [3, 5], chosenSeeds: .ofSpec)
  }

  private func runs(_ losses: [String: Double], failures: [RunFailure] = []) -> GatheredRuns {
    let summaries = losses.sorted { $0.key < $1.key }.map { name, loss in
      RunSummary(experiment: name, seed: 1, epochs: [EpochRecord(epoch: 1, values: [.testLoss: loss])])
    }
    return GatheredRuns(
      summaries: summaries, failures: failures, missingSeeds: [:], requested: RequestedRuns(summaries.count))
  }

  @Test func theReferenceMustBeCompared() throws {
    _ = try question(ComparisonOptions(reference: "B"))
    // In a grid each cell has a reference of its own.
    _ = try question(ComparisonOptions(reference: "C"), names: ["A+x=1", "C+x=1"])
    let error = #expect(throws: Failure.self) { try question(ComparisonOptions(reference: "C")) }
    #expect(error?.kind == .usage)
    #expect(error?.message.hasPrefix("--reference: 'C' is not compared") == true)
  }

  @Test func assertionsMustBeAboutWhatIsCompared() throws {
    let error = #expect(throws: Failure.self) { try question(ComparisonOptions(), ["C.test_loss < 1"]) }
    #expect(error?.message.hasPrefix("--assert 'C.test_loss < 1': ") == true)
  }

  /// The longest run decides.
  @Test func theEpochMustBeOneOfARun() throws {
    _ = try question(ComparisonOptions(epoch: .epoch(5)))
    let error = #expect(throws: Failure.self) { try question(ComparisonOptions(epoch: .epoch(6))) }
    #expect(
      error?.message == "--at epoch=6: no run has this epoch; there are epoch=1 to epoch=5")
  }

  @Test func onlyRunsOfAssertionsAreJudged() throws {
    let question = try question(ComparisonOptions(), ["A.test_loss < 1"])
    #expect(question.isAbout("A", seed: 4))
    #expect(!question.isAbout("B", seed: 4))
  }

  @Test func brokenAssertionsAndFailuresAreInTheAnswer() throws {
    let question = try question(ComparisonOptions(), ["A.test_loss < 1", "B.test_loss < 1"])
    let answer = question.answer(runs(["A": 0.5, "B": 2]))
    #expect(answer.broken.map(\.assertion.text) == ["B.test_loss < 1"])
    #expect(!answer.hasFailures && answer.findings == nil)
    let failure = RunFailure(experiment: "A", seed: 2, message: "no")
    #expect(question.answer(runs(["A": 0.5, "B": 0.5], failures: [failure])).hasFailures)
  }
}
