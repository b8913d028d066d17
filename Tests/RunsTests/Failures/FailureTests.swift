import Datasets
import Experiments
import Schema
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

  /// Each problem of a spec is a part with its own location, and the message has all of them.
  @Test func partsHaveTheirLocations() throws {
    let broken = #"{"extends": "a.json", "epoch": 1,"# + "\n" + #" "batch": 2}"#
    let library = Fixture.library(["/work/a.json": Fixture.circles(), "/work/b.json": broken])
    let error = try #require(throws: SpecError.self) { try library.resolve("b.json") }
    let failure = Failure(error)
    #expect(failure.message == error.description)
    #expect(failure.parts.map { $0.location?.line } == [1, 2])
    #expect(failure.parts.map { $0.location?.source.file } == ["/work/b.json", "/work/b.json"])
    #expect(Failure("x", .failed).parts.map(\.location) == [nil])
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
