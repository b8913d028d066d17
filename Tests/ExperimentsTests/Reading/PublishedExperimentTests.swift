import TestSupport
import Testing

@testable import Experiments

/// Which experiments inherit the figures that an article published for the one that they extend.
@Suite struct PublishedExperimentTests {
  private func resolved(_ child: String, grandchild: String? = nil) throws -> ExperimentSpec {
    let parent = spec([
      "published": #"{ "test_accuracy": 0.9, "test_loss": 0.5 }"#, "training": #"{ "epochs": 3, "seed": 4 }"#,
      "source": #"{ "tutorial": "T", "url": "U", "where": "W" }"#, "notes": #"["the parent's"]"#,
    ])
    var files = [
      "/work/experiments/parent.jsonc": parent,
      "/work/experiments/child.jsonc": #"{ "extends": "parent"\#(child) }"#,
    ]
    if let grandchild {
      files["/work/experiments/grandchild.jsonc"] = #"{ "extends": "child"\#(grandchild) }"#
    }
    return try library(files: files).resolve(grandchild == nil ? "child" : "grandchild").spec
  }

  private func published(_ child: String, grandchild: String? = nil) throws -> PublishedFigures {
    try resolved(child, grandchild: grandchild).published
  }

  private static let all: PublishedFigures = [.testAccuracy: 0.9, .testLoss: 0.5]

  @Test(arguments: [
    "", #", "title": "t", "notes": ["n"], "source": { "tutorial": "T" }"#,
    #", "source": { "where": "Results" }"#,
    #", "training": { "seed": 9, "evaluate_train": false }"#,
    // What the parent has anyway, as its own value or as a default.
    #", "training": { "epochs": 3 }"#, #", "training": { "batch_size": 32 }"#,
  ])
  func descriptionsAreInherited(child: String) throws {
    #expect(try published(child) == Self.all)
  }

  @Test(arguments: [
    #", "training": { "batch_size": 8 }"#, #", "edit_model": ["1+=relu"]"#, #", "optimizer": "adam""#,
    #", "dataset": { "circles": { "noise": 0.3 } }"#, #", "initial_weights": "w.safetensors""#,
  ])
  func changedExperimentsInheritNoFigures(child: String) throws {
    #expect(try published(child).isEmpty)
    #expect(try published(child + #", "published": { "test_loss": 0.25 }"#) == [.testLoss: 0.25])
    // Nor do those that extend them without a change.
    #expect(try published(child, grandchild: #", "title": "t""#).isEmpty)
  }

  /// Figures and notes are those of an article. Another one has its own.
  @Test(arguments: [
    #", "source": null"#, #", "source": { "tutorial": "other" }"#, #", "source": { "url": "other" }"#,
  ])
  func anotherArticleInheritsNeitherFiguresNorNotes(child: String) throws {
    let spec = try resolved(child)
    #expect(spec.published.isEmpty && spec.notes.isEmpty)
    let own = try resolved(child + #", "published": { "test_loss": 0.25 }, "notes": ["mine"]"#)
    #expect(own.published == [.testLoss: 0.25] && own.notes == ["mine"])
    #expect(try resolved(child, grandchild: #", "title": "t""#).published.isEmpty)
  }

  /// The address and the section of an article must not stand under the title of another.
  @Test func anotherTitleReplacesTheWholeSource() throws {
    let other = #", "source": { "tutorial": "other" }"#
    #expect(try resolved(other).source == SourceSpec(tutorial: "other"))
    #expect(
      try resolved(other, grandchild: #", "source": { "where": "X" }"#).source
        == SourceSpec(tutorial: "other", place: "X"))
    #expect(
      try resolved(#", "source": { "tutorial": "T", "where": "X" }"#).source
        == SourceSpec(tutorial: "T", url: "U", place: "X"))
    #expect(
      try resolved(#", "source": { "tutorial": "other", "url": "V" }"#).source
        == SourceSpec(tutorial: "other", url: "V"))
  }

  /// Notes are about the article, so that another experiment of the same article keeps them.
  @Test(arguments: [
    "", #", "source": { "where": "Results" }"#, #", "training": { "batch_size": 8 }"#,
  ])
  func notesOfTheSameArticleAreInherited(child: String) throws {
    #expect(try resolved(child).notes == ["the parent's"])
  }

  /// Figures that an unchanged experiment states are added.
  @Test func ownFiguresOfTheSameExperimentAreMerged() throws {
    #expect(
      try published(#", "published": { "test_loss": 0.25 }"#) == [.testAccuracy: 0.9, .testLoss: 0.25])
    #expect(
      try published(#", "training": { "batch_size": 8 }"#, grandchild: #", "published": { "test_loss": 1 }"#)
        == [.testLoss: 1])
  }
}
