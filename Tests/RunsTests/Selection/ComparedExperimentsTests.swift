import Experiments
import Testing

@testable import Runs

@Suite struct ComparedExperimentsTests {
  private let library = Fixture.library(Fixture.studyFiles)

  private func study() throws -> ResolvedStudy { try Fixture.studies().resolve("both") }

  @Test func withoutAStudyTheNamesAreThoseGiven() throws {
    let compared = try ComparedExperiments(["a", "b"], SpecChanges(), study: nil)
    #expect(try compared.selection(mayHoldSeeds: true, library: library).experiments.count == 2)
    #expect(compared.studyNames.isEmpty)
    #expect(compared.seeds(of: "a", .ofSpec) == .ofSpec)
    #expect(compared.seeds(of: "a", .these([4])) == .these([4]))
  }

  @Test func aStudyBringsItsExperimentsUnderItsNames() throws {
    let compared = try ComparedExperiments([], SpecChanges(), study: study())
    #expect(compared.names == ["a", "short"])
    let selection = try compared.selection(mayHoldSeeds: false, library: library)
    #expect(selection.experiments.map(\.spec.name) == ["a", "b+training.epochs=3"])
    #expect(compared.studyNames == ["a": "a", "b+training.epochs=3": "short"])
  }

  /// Study names and others may be mixed; all stand in the order given.
  @Test func namesOfBothKindsKeepTheirOrder() throws {
    let compared = try ComparedExperiments(["short", "b", "a"], SpecChanges(), study: study())
    let selection = try compared.selection(mayHoldSeeds: false, library: library)
    #expect(selection.experiments.map(\.spec.name) == ["b+training.epochs=3", "b", "a"])
  }

  @Test func seedsAreTheChosenOnesOrTheStudys() throws {
    let compared = try ComparedExperiments(["short", "b", "a"], SpecChanges(), study: study())
    #expect(compared.seeds(of: "b+training.epochs=3", .ofSpec) == .these([2, 5]))
    #expect(compared.seeds(of: "a", .ofSpec) == .these([1, 2]))
    #expect(compared.seeds(of: "b", .ofSpec) == .these([1, 2]))
    #expect(compared.seeds(of: "a", .these([9])) == .these([9]))
  }

  @Test func aGridNeedsNames() throws {
    let grid = SpecChanges(grids: [Setting(key: "training.batch_size", value: "[8,16]")])
    #expect(throws: SelectionError.gridWithoutExperiments) {
      try ComparedExperiments([], grid, study: study())
    }
    // Of a grid, a name means the plain experiment, not the study's.
    let compared = try ComparedExperiments(["a"], grid, study: study())
    #expect(compared.subject("a") == nil)
    #expect(try compared.selection(mayHoldSeeds: false, library: library).experiments.count == 2)
  }

  @Test func claimsAboutOtherExperimentsAreLeftOut() throws {
    let all = try JudgedClaims(study(), on: ["a", "b+training.epochs=3"], named: [])
    #expect(all.study.spec.claims.map(\.name) == ["one", "two"] && all.leftOut.isEmpty)
    let some = try JudgedClaims(study(), on: ["b+training.epochs=3", "x"], named: ["short", "x"])
    #expect(some.study.spec.claims.map(\.name) == ["two"] && some.leftOut == ["one"])
    let error = #expect(throws: Failures.self) { try JudgedClaims(study(), on: ["x"], named: ["x"]) }
    #expect(error?.all.map(\.kind) == [.missingInput])
  }

  /// Experiments that differ in their seeds alone have one full name. A name on the command line means its own seeds.
  @Test func experimentsOfOneSpecKeepTheirSeeds() throws {
    let twins = """
      {
        "experiments": [
          { "name": "early", "experiment": "b", "set": ["training.epochs=3"], "seeds": [1, 2] },
          { "name": "late", "experiment": "b", "set": ["training.epochs=3"], "seeds": [2, 5] }
        ],
        "claims": [
          { "name": "one", "says": "It is so.", "assert": "early.test_loss < 9" },
          { "name": "two", "says": "It is so.", "assert": "late.test_loss < 9" }
        ]
      }
      """
    let study = try Fixture.studies(
      Fixture.studyFiles.merging(["/work/experiments/studies/twins.json": twins]) { $1 }
    ).resolve("twins")
    let full = "b+training.epochs=3"
    #expect(study.subjects.map(\.experiment.spec.name) == [full, full])
    func compared(_ names: [String]) throws -> ComparedExperiments {
      try ComparedExperiments(names, SpecChanges(), study: study)
    }
    #expect(try compared(["early"]).seeds(of: full, .ofSpec) == .these([1, 2]))
    #expect(try compared([]).seeds(of: full, .ofSpec) == .these([1, 2, 5]))
    let claims = try JudgedClaims(study, on: [full], named: ["early"])
    #expect(claims.study.spec.claims.map(\.name) == ["one"] && claims.leftOut == ["two"])
    #expect(try JudgedClaims(study, on: [full], named: []).leftOut.isEmpty)
  }

  @Test func claimsAreAboutTheSeedsOfTheirExperiment() throws {
    let claims = try JudgedClaims(study(), on: ["a", "b+training.epochs=3"], named: [])
    #expect(claims.areAbout("b+training.epochs=3", seed: 5, .ofSpec))
    #expect(!claims.areAbout("b+training.epochs=3", seed: 1, .ofSpec))
    #expect(claims.areAbout("b+training.epochs=3", seed: 1, .these([1])))
    #expect(!claims.areAbout("b", seed: 5, .ofSpec))
  }
}
