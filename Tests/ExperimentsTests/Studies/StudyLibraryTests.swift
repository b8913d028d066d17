import Foundation
import TestSupport
import Testing

@testable import Experiments

/// A valid study, with some members replaced.
func study(_ replaced: [String: String] = [:]) -> String {
  var members = [
    "claims":
      #"[{ "name": "a", "says": "b", "figure": { "experiment": "x", "metric": "test_loss" }, "is": { "between": { "high": 1 } } }]"#
  ]
  members.merge(replaced) { $1 }
  return "{"
    + members.sorted { $0.key < $1.key }.map { #""\#($0.key)": \#($0.value)"# }.joined(separator: ", ")
    + "}"
}

/// A claim with another figure or relation.
func claim(
  _ figure: String = #""experiment": "x", "metric": "test_accuracy""#,
  is relation: String = #""between": { "high": 1 }"#, name: String = "a", rest: String = ""
) -> String {
  #"{ "name": "\#(name)", "says": "b", "figure": { \#(figure) }, "is": { \#(relation) }\#(rest) }"#
}

/// Resolves a study whose file is /work/experiments/studies/s.jsonc. The experiment x exists.
func resolveStudy(
  _ text: String, isQuick: Bool = false, set: [String] = [], files: [String: String] = [:]
) throws -> ResolvedStudy {
  try studyLibrary(text, files: files).resolve(
    "s", isQuick: isQuick, overrides: set.map { try Override(parsing: $0, currentDirectory: "/work") })
}

/// A library with the study `s` and the experiment `x`.
func studyLibrary(_ text: String, files: [String: String] = [:]) -> StudyLibrary {
  let all = ["/work/experiments/x.jsonc": spec(), "/work/experiments/studies/s.jsonc": text]
    .merging(files) { $1 }
  return StudyLibrary(builtIns: [], experiments: library(files: all))
}

@Suite struct StudyLibraryTests {
  @Test func defaults() throws {
    let study = try resolveStudy(study())
    #expect(study.spec.name == "s")
    #expect(study.spec.seeds == [1, 2, 3, 4, 5])
    #expect(study.spec.confidence == 0.95)
    #expect(study.spec.quick == nil && study.spec.experiments.isEmpty)
    #expect(study.file == "experiments/studies/s.jsonc")
    #expect(!study.isBuiltIn)
    #expect(study.subjects.map(\.name) == ["x"])
    #expect(study.subjects.map(\.experiment.spec.name) == ["x"])
  }

  @Test func seedsAreACountOrAList() throws {
    #expect(try resolveStudy(study(["seeds": "3"])).spec.seeds == [1, 2, 3])
    #expect(try resolveStudy(study(["seeds": "[7, 18446744073709551615]"])).spec.seeds == [7, .max])
  }

  @Test func everyRelation() throws {
    func relation(_ text: String) throws -> RelationSpec {
      let claim = try resolveStudy(study(["claims": "[\(claim(is: text))]"])).spec.claims.first
      guard case .relation(_, let relation)? = claim?.statement else {
        return try #require(nil as RelationSpec?)
      }
      return relation
    }
    let train = FigureReference(metric: .trainAccuracy)
    #expect(
      try relation(#""less": { "than": { "metric": "train_accuracy" }, "by": 0.5 }"#)
        == .less(than: train, by: 0.5, atMost: nil))
    #expect(
      try relation(#""greater": { "than": { "metric": "train_accuracy" }, "at_most": 2 }"#)
        == .greater(than: train, by: 0, atMost: 2))
    #expect(
      try relation(#""equal": { "to": { "at": "best" }, "within": 0.1 }"#)
        == .equal(to: FigureReference(reading: .best), within: 0.1))
    #expect(
      try relation(#""near": { "value": 0.84, "within": 0.01 }"#) == .near(value: 0.84, within: 0.01))
    #expect(try relation(#""between": { "low": -1 }"#) == .between(low: -1, high: nil))
  }

  @Test func claimsAreTheArticlesByDefault() throws {
    #expect(try resolveStudy(study()).spec.claims[0].origin == .article)
    let own = study(["claims": "[\(claim(rest: #", "of": "bnlab""#))]"])
    #expect(try resolveStudy(own).spec.claims[0].group == .bnlab)
  }

  @Test func aReferenceTakesMissingKeysFromTheFigure() {
    let figure = FigureSpec(experiment: "x", metric: .testLoss, reading: .epochsUntil(0.5))
    func completed(_ reference: FigureReference) -> RunFigure { reference.completed(from: figure).base }
    #expect(completed(FigureReference(experiment: "y")).experiment == "y")
    #expect(completed(FigureReference(experiment: "y")).quantity == .metric(.testLoss, .epochsUntil(0.5)))
    #expect(completed(FigureReference(reading: .epoch(3))).quantity == .metric(.testLoss, .epoch(3)))
    #expect(
      completed(FigureReference(metric: .trainLoss)).quantity == .metric(.trainLoss, .epochsUntil(0.5)))
  }

  @Test func subjectsMayHaveOverridesAndShareAnExperiment() throws {
    let study = try resolveStudy(
      study([
        "experiments":
          #"["x", { "name": "short", "experiment": "x", "set": ["training.epochs=2"] }, { "name": "unused", "experiment": "x" }]"#,
        "claims": "[\(claim(is: #""less": { "than": { "experiment": "short" } }"#))]",
      ]))
    #expect(study.subjects.map(\.name) == ["x", "short"])
    #expect(study.subjects.map(\.experiment.spec.name) == ["x", "x+training.epochs=2"])
    #expect(study.subjects[1].experiment.spec.training.epochs == 2)
  }

  @Test func quickAndCommandLineOverridesApplyToAllExperiments() throws {
    let text = study([
      "experiments": #"[{ "name": "x", "experiment": "x", "set": ["training.epochs=2"] }]"#,
      "quick": #"{ "seeds": 2, "set": ["training.epochs=1"] }"#,
    ])
    #expect(try resolveStudy(text).subjects[0].experiment.spec.training.epochs == 2)
    #expect(try resolveStudy(text, isQuick: true).subjects[0].experiment.spec.training.epochs == 1)
    #expect(try resolveStudy(text).spec.quick?.seeds == [1, 2])
    let set = try resolveStudy(text, isQuick: true, set: ["training.epochs=7"])
    #expect(set.subjects[0].experiment.spec.training.epochs == 7)
  }

  @Test func anExperimentMayHaveItsOwnSeeds() throws {
    let text = study([
      "seeds": "3", "quick": #"{ "seeds": [2, 3] }"#,
      "experiments": #"[{ "name": "few", "experiment": "x", "seeds": 2 }]"#,
      "claims": "[\(claim(is: #""less": { "than": { "experiment": "few" }, "by": -1 }"#))]",
    ])
    #expect(try resolveStudy(text).subjects.map(\.seeds) == [[1, 2, 3], [1, 2]])
    #expect(try resolveStudy(text, isQuick: true).subjects.map(\.seeds) == [[2, 3], [2]])
  }

  @Test func pathsAreRelativeToTheFolderOfTheStudy() throws {
    let study = try resolveStudy(
      study([
        "experiments": #"["../../own/y.jsonc"]"#,
        "claims": "[\(claim(#""experiment": "y", "metric": "test_loss""#))]",
      ]),
      files: ["/work/own/y.jsonc": spec()])
    #expect(study.subjects[0].experiment.spec.name == "y")
    #expect(study.subjects[0].experiment.files == ["own/y.jsonc"])
  }

  @Test func localStudiesReplaceBuiltInOnes() throws {
    let library = StudyLibrary(
      builtIns: [
        BuiltInSpec(fileName: "s.jsonc", bytes: Array(study(["title": #""built in""#]).utf8)),
        BuiltInSpec(fileName: "t.jsonc", bytes: Array(study().utf8)),
      ],
      experiments: ExperimentLibrary(
        builtIns: [BuiltInSpec(fileName: "x.jsonc", bytes: Array(spec().utf8))],
        fileSystem: memoryFiles(["/work/experiments/studies/s.jsonc": study(["title": #""mine""#])])))
    #expect(try library.names() == ["s", "t"])
    #expect(try library.resolve("s").spec.title == "mine")
    #expect(try library.resolve("t").isBuiltIn)
    #expect(library.isStudy("experiments/studies/s.jsonc") && !library.isStudy("s"))
  }

  @Test func aFileWithClaimsIsAStudyInAnyFolder() throws {
    let library = StudyLibrary(
      builtIns: [], experiments: library(files: ["/work/checks.json": study(), "/work/x.json": spec()]))
    #expect(library.isStudy("checks.json") && !library.isStudy("x.json") && !library.isStudy("none.json"))
  }

  @Test func builtInStudiesResolve() throws {
    let library = Checkout.studies
    #expect(
      try library.names().filter {
        ["circles", "mnist-mlp", "lenet5", "tensorflow", "keras-layer"].contains($0)
      }
      .count == 5)
    for name in try library.names() {
      for isQuick in [false, true] {
        let study = try library.resolve(name, isQuick: isQuick)
        #expect(study.spec.title != nil && study.spec.quick != nil, "\(name)")
      }
    }
  }
}
