import CommandLineTool
import Experiments
import Runs
import Testing

@testable import bnlab

@Suite struct FailureStatusTests {
  @Test func everyKindHasItsStatus() {
    let kinds: [Failure.Kind] = [.usage, .badContent, .missingInput, .inputOutput, .interrupted, .failed]
    #expect(kinds.map { ExitStatus($0).rawValue } == [64, 65, 66, 74, 130, 1])
  }

  /// Failed runs of a judging command give status 1; if nothing finished, the failure's own status is told.
  @Test func judgingCommandsTellWhatHoldsFirst() {
    let cell = FailedRun(experiment: "A", seed: nil, failure: Failure("no", .badContent))
    #expect(RunOutcomes([], []).status(judged: .inconclusive) == .inconclusive)
    #expect(RunOutcomes([], []).status == .success)
    let failed = RunOutcomes([], [], failedCells: [cell])
    #expect(failed.status == .dataError)
    #expect(failed.status(judged: .success) == .dataError)
  }
}
