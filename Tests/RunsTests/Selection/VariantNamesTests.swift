import Experiments
import Testing

@testable import Runs

@Suite struct VariantNamesTests {
  private let library = Fixture.library([
    "/work/experiments/a.json": Fixture.circles(), "/work/experiments/b.json": Fixture.circles(),
  ])

  private func named(_ name: String, _ settings: String...) throws -> (
    name: String, experiment: ResolvedExperiment?
  ) {
    let overrides = try settings.map { try Override(parsing: $0, currentDirectory: "/work") }
    let experiment = try library.resolve(name, overrides: overrides)
    return (experiment.spec.name, experiment)
  }

  /// What all have in common tells none apart; of a path only the last key is read.
  @Test func labelsHoldWhatDiffers() throws {
    let names = VariantNames([
      try named("a", "optimizer.sgd.learning_rate=0.1", "training.epochs=2"),
      try named("a", "optimizer.sgd.learning_rate=1", "training.epochs=2"),
    ])
    #expect(names.all.map { names.labels[$0] } == ["a+learning_rate=0.1", "a+learning_rate=1"])
    #expect(names.commonOverrides == ["training.epochs=2"])
  }

  @Test func keysThatEndAlikeAreWrittenInFull() throws {
    let names = VariantNames([
      try named("a", "model.0.dense.units=5", "model.3.dense.units=1"), try named("a"),
    ])
    #expect(names.labels[names.all[0]] == "a+model.0.dense.units=5+model.3.dense.units=1")
  }

  /// The last part of an edit's path is only a number.
  @Test func editsAreWrittenInFull() throws {
    let names = VariantNames([
      try named("a", "model.3+=batch_norm", "model.2-", "training.epochs=2"),
      try named("a", "training.epochs=2"),
    ])
    #expect(names.all.map { names.labels[$0] } == ["a+model.2-+model.3+=batch_norm", "a"])
  }

  @Test func withoutOverridesNamesStayAsTheyAre() throws {
    let names = VariantNames([try named("a"), try named("b"), try named("a")])
    #expect(names.all == ["a", "b"])
    #expect(names.labels.isEmpty && names.commonOverrides.isEmpty)
  }

  @Test func oneVariantKeepsItsName() throws {
    #expect(VariantNames([try named("a", "training.epochs=2")]).labels.isEmpty)
  }

  /// A run folder without its spec might have any overrides.
  @Test func unknownOverridesLeaveAllNamesAsTheyAre() throws {
    let names = VariantNames([try named("a", "training.epochs=2"), (name: "gone", experiment: nil)])
    #expect(names.all == ["a+training.epochs=2", "gone"])
    #expect(names.labels.isEmpty)
  }

  /// Two labels that are the same would be worse than long names.
  @Test func labelsMustDiffer() throws {
    let names = VariantNames(
      [try named("a", "training.epochs=2"), try named("b")],
      studyNames: ["a+training.epochs=2": "same", "b": "same"])
    #expect(names.labels.isEmpty)
  }

  @Test func aStudysNamesComeFirst() throws {
    let names = VariantNames(
      [try named("a", "training.epochs=2")], studyNames: ["a+training.epochs=2": "short"])
    #expect(names.labels == ["a+training.epochs=2": "short"])
  }
}
