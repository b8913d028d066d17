import TestSupport
import Testing

@testable import Experiments
@testable import Schema

@Suite struct ExtendsTests {
  @Test func aFileThatExtendsItsOwnNameGetsTheBuiltIn() throws {
    let library = library(
      builtIns: ["A.jsonc": spec(["title": #""built in""#])],
      files: [
        "/work/experiments/A.jsonc": #"{ "extends": "A", "training": { "epochs": 9 } }"#,
        "/work/experiments/C.jsonc": #"{ "extends": "A" }"#,
      ])
    #expect(try library.resolve("A").spec.training.epochs == 9)
    #expect(try library.resolve("A").spec.title == "built in")
    // For other files the parent A is the local one.
    #expect(
      try library.resolve("C").files == ["experiments/C.jsonc", "experiments/A.jsonc", "<built-in>/A.jsonc"])
  }

  @Test func pathsAreRelativeToTheFile() throws {
    let library = library(files: [
      "/work/a/b/x.json": #"{ "extends": "../p.json" }"#, "/work/a/p.json": #"{ "extends": "q.json" }"#,
      "/work/a/q.json": spec(),
    ])
    #expect(try library.resolve("a/b/x.json").files == ["a/b/x.json", "a/p.json", "a/q.json"])
  }

  @Test(arguments: [
    (
      #"{ "extends": "B" }"#,
      #"experiments/x.json:1:14: extends: there is no experiment "B" to extend; did you mean "b"? (there are: A, b, x)"#
    ),
    (
      #"{ "extends": "x" }"#,
      #"experiments/x.json:1:14: extends: "x" extends its own name, but there is no built-in experiment of that name"#
    ),
    (
      #"{ "extends": "./nope.json" }"#,
      "experiments/x.json:1:14: extends: there is no file experiments/nope.json"
    ),
    (
      #"{ "extends": "b" }"#,
      "experiments/b.json:1:14: extends: these specs extend each other in a circle: experiments/x.json → experiments/b.json → experiments/x.json"
    ),
    (
      #"{ "extends": "./x.json" }"#,
      "experiments/x.json:1:14: extends: these specs extend each other in a circle: experiments/x.json → experiments/x.json"
    ),
    (#"{ "extends": 3 }"#, "experiments/x.json:1:14: extends: expected a string, not 3"),
    (#"{ "extends": null }"#, "experiments/x.json:1:14: extends: expected a string, not null"),
    (
      #"{ "extends": "" }"#,
      #"experiments/x.json:1:14: extends: there is no experiment "" to extend (there are: A, b, x)"#
    ),
  ])
  func saysWhatIsWrong(text: String, message: String) throws {
    let library = library(
      builtIns: ["A.jsonc": spec()],
      files: ["/work/experiments/x.json": text, "/work/experiments/b.json": #"{ "extends": "x" }"#])
    #expect(messages { try library.resolve("x") } == [message])
    #expect(try #require(throws: SpecError.self) { try library.resolve("x") }.kind == .invalid)
  }

  /// Problems in the file itself are reported too. Missing keys are not, because they may be inherited.
  @Test func reportsOtherProblemsBesideAMissingParent() {
    let library = library(files: [
      "/work/x.json": #"{ "extends": "nope", "modle": [], "training": { "epochs": 0 } }"#
    ])
    #expect(messages { try library.resolve("x.json") }.count == 3)
  }

  @Test func boundsTheChain() throws {
    var files = ["/work/40.json": spec()]
    for number in 0..<40 { files["/work/\(number).json"] = #"{ "extends": "./\#(number + 1).json" }"# }
    #expect(
      messages { try library(files: files).resolve("0.json") } == [
        "31.json:1:14: extends: a chain of more than 32 specs that extend each other is not allowed"
      ])
    #expect(throws: Never.self) { try library(files: files).resolve("9.json") }
  }

  @Test func reportsSyntaxErrorsOfTheParent() {
    let library = library(files: ["/work/x.json": #"{ "extends": "./p.json" }"#, "/work/p.json": "{ nope"])
    #expect(messages { try library.resolve("x.json") } == [#"p.json:1:3: a key needs double quotes: "nope""#])
  }

  /// The keys that belong to the file are allowed like those of the experiment.
  @Test(arguments: [
    ("edit_modl", "[]", "edit_model"), ("edit_models", "[]", "edit_model"), ("$shema", #""s""#, "$schema"),
    ("traning", "{}", "training"),
  ])
  func keysOfTheFileAreSuggested(key: String, value: String, meant: String) {
    let found = messages {
      try library(
        builtIns: ["A.jsonc": spec()], files: ["/work/x.json": #"{ "extends": "A", "\#(key)": \#(value) }"#]
      )
      .resolve("x.json")
    }
    #expect(
      found == [
        #"x.json:1:19: \#(key): unknown key "\#(key)"; did you mean "\#(meant)"? (allowed: $schema, extends, edit_model, "#
          + "title, source, published, notes, dataset, model, loss, optimizer, training, initial_weights)"
      ])
  }

  /// The keys that the file would inherit are not reported as missing, nor its edits as edits of nothing.
  @Test(arguments: ["extend", "Extends", "extnds"])
  func aMisspeltExtendsIsTheOnlyError(key: String) {
    let text = #"{ "\#(key)": "A", "edit_model": ["1+=relu"], "training": { "batch_size": 8 } }"#
    let found = messages { try resolve(text, set: ["model.0.dense.units=3"]) }
    #expect(found.count == 1)
    #expect(
      found.first?.hasPrefix(#"x.json:1:3: \#(key): unknown key "\#(key)"; did you mean "extends"? "#)
        == true,
      "\(found)")
    // Other errors follow.
    let other = messages { try resolve(#"{ "\#(key)": "A", "training": { "epochs": 0 } }"#) }
    #expect(other.count == 2 && other.first?.contains("extends") == true, "\(other)")
  }

  /// Beside an `extends`, or in a file without it, missing keys are still missing.
  @Test func otherMistakesAreReportedAsEver() {
    #expect(messages { try resolve("{}") }.count == 5)
    #expect(messages { try resolve(#"{ "foo": 1 }"#) }.count == 6)
    let both = messages {
      try library(files: ["/work/x.json": #"{ "extends": "p.json", "extend": "A" }"#, "/work/p.json": "{}"])
        .resolve("x.json")
    }
    #expect(both.count == 6, "\(both)")
  }
}
