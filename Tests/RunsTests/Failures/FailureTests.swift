import Datasets
import Experiments
import System
import Testing
import Training

@testable import Runs

@Suite struct FailureTests {
  private func experiment() throws -> ResolvedExperiment {
    try Fixture.library(["/work/a.json": Fixture.circles()]).resolve("a.json")
  }

  /// Every error has its kind, which decides the exit status.
  @Test func errorsHaveTheirKinds() throws {
    let library = Fixture.library(["/work/broken.json": "{"])
    func kind(_ body: () throws -> Void) -> Failure.Kind? {
      do {
        try body()
        return nil
      } catch {
        return Failure(error).kind
      }
    }
    #expect(kind { _ = try library.resolve("broken.json") } == .badContent)
    #expect(kind { _ = try library.resolve("none") } == .missingInput)
    #expect(kind { _ = try Override(parsing: "x", currentDirectory: "/") } == .usage)
    #expect(kind { throw RunInterrupted() } == .interrupted)
    #expect(kind { throw DatasetError.interrupted } == .interrupted)
    #expect(kind { throw FileError(.write, "/x", .system(.permissionDenied)) } == .inputOutput)
    #expect(kind { throw FileError(.read, "/x", .system(.noSuchFile)) } == .missingInput)
    #expect(kind { throw PlanError(keyPath: "model", problem: .tooManySamples(1)) } == .badContent)
    #expect(kind { throw SelectionError.gridWithoutExperiments } == .usage)
    #expect(kind { throw CancellationError() } == .failed)
  }

  /// An error about an experiment says where in its file the cause stands.
  @Test func errorsAboutAnExperimentHaveAPlace() throws {
    let error = PlanError(keyPath: "training.batch_size", problem: .noWholeBatch(samples: 1, batchSize: 2))
    #expect(Failure(error).message.hasPrefix("training.batch_size: "))
    let message = Failure(error, about: try experiment()).message
    #expect(message.hasPrefix("a.json:10:15: training.batch_size: "), "\(message)")
  }

  @Test func severalFailuresHaveTheFirstOnesKindOrAreInterrupted() {
    let (wrong, missing) = (Failure("a", .badContent), Failure("b", .missingInput))
    #expect([Failure]().kind == nil)
    #expect([missing, wrong].kind == .missingInput)
    #expect([wrong, missing].kind == .badContent)
    #expect([wrong, Failure("c", .interrupted)].kind == .interrupted)
    #expect(Failures(Failures([wrong, missing])).all == [wrong, missing])
    #expect(Failures(wrong).all == [wrong])
  }
}
