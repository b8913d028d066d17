import TestSupport
import Testing

@testable import Experiments

/// The article of an experiment that extends another.
@Suite struct SourceSpecTests {
  private func source(_ child: String) throws -> SourceSpec? {
    try library(files: [
      "/work/experiments/base.json": spec(["source": #"{ "tutorial": "T", "url": "u", "where": "w" }"#]),
      "/work/experiments/child.json": #"{ "extends": "base"\#(child) }"#,
    ]).resolve("child").spec.source
  }

  @Test func mergesWithThatOfTheBase() throws {
    #expect(try source("") == SourceSpec(tutorial: "T", url: "u", place: "w"))
    #expect(
      try source(#", "source": { "where": "x" }"#) == SourceSpec(tutorial: "T", url: "u", place: "x"))
    #expect(
      try source(#", "source": { "url": null, "where": null }"#) == SourceSpec(tutorial: "T"))
  }

  /// An experiment of bnlab's own may extend one of an article.
  @Test func nullRemovesIt() throws {
    #expect(try source(#", "source": null"#) == nil)
  }

  @Test(arguments: ["", " "]) func needsATitle(title: String) {
    let found = messages { try source(#", "source": { "tutorial": "\#(title)" }"#) }
    #expect(
      found.count == 1 && found[0].contains("source.tutorial: expected the title of the article"), "\(found)")
  }

  @Test func theArticleHasNoSection() {
    #expect(
      SourceSpec(tutorial: "T", url: "u", place: "w").article == SourceSpec(tutorial: "T", url: "u"))
  }
}
