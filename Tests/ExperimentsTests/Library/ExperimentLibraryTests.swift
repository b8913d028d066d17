import TestSupport
import Testing

@testable import Experiments
@testable import Schema

@Suite struct ExperimentLibraryTests {
  private let builtIns = ["A.jsonc": spec(["title": #""built in""#]), "B.jsonc": #"{ "extends": "A" }"#]

  private func titled(_ title: String) -> String { spec(["title": "\"\(title)\""]) }

  @Test func findsBuiltIns() throws {
    let library = library(builtIns: builtIns)
    #expect(try library.resolve("A").spec.title == "built in")
    #expect(try library.resolve("B").files == ["<built-in>/B.jsonc", "<built-in>/A.jsonc"])
  }

  @Test func prefersLocalFiles() throws {
    let library = library(
      builtIns: builtIns,
      files: ["/work/experiments/deep/er/A.json": titled("local"), "/work/experiments/x.jsonc": titled("x")])
    #expect(try library.resolve("A").spec.title == "local")
    #expect(try library.resolve("A").files == ["experiments/deep/er/A.json"])
    #expect(try library.resolve("x").spec.name == "x")
    // A built-in experiment extends only built-in ones.
    #expect(try library.resolve("B").spec.title == "built in")
  }

  @Test func takesPaths() throws {
    let library = library(
      builtIns: builtIns,
      files: [
        "/work/A.json": titled("path"), "/else/q.jsonc": titled("else"), "/work/deep/odd": titled("odd"),
      ])
    #expect(try library.resolve("A.json").spec.title == "path")
    #expect(try library.resolve("./A.json").spec.name == "A")
    #expect(try library.resolve("A").spec.title == "built in")
    #expect(try library.resolve("../else/q.jsonc").spec.name == "q")
    #expect(try library.resolve("/else/q.jsonc").files == ["/else/q.jsonc"])
    #expect(try library.resolve("deep/odd").spec.name == "odd")
  }

  @Test func leavesStudiesAndSchemasAlone() throws {
    let library = library(files: [
      "/work/experiments/studies/s.jsonc": "{}", "/work/experiments/experiment.schema.json": "{}",
      "/work/experiments/.hidden.json": "{}", "/work/experiments/.git/x.json": "{}",
      "/work/experiments/readme.md": "", "/work/experiments/x.json": titled("x"),
    ])
    #expect(try library.entries().map(\.name) == ["x"])
  }

  @Test func refusesUnknownNames() throws {
    let library = library(builtIns: builtIns, files: ["/work/experiments/circle.json": titled("x")])
    let error = try #require(throws: SpecError.self) { try library.resolve("circles") }
    #expect(error.kind == .missingInput)
    #expect(
      error.description
        == #"there is no experiment "circles"; did you mean "circle"? (there are: A, B, circle)"#)
    #expect(
      messages { try library.resolve("a") } == [
        #"there is no experiment "a"; did you mean "A"? (there are: A, B, circle)"#
      ])
    #expect(
      messages { try ExperimentLibraryTests.none.resolve("x") } == [
        #"there is no experiment "x"; there are none"#
      ])
    #expect(messages { try library.resolve("") }.count == 1)
  }

  private static let none = library()

  @Test func refusesMissingFiles() throws {
    let error = try #require(throws: SpecError.self) { try library().resolve("x.json") }
    #expect(error.kind == .missingInput)
    #expect(error.description == "there is no file x.json")
  }

  @Test func refusesTwoFilesWithTheSameName() throws {
    let library = library(
      builtIns: builtIns,
      files: ["/work/experiments/a/x.json": titled("1"), "/work/experiments/b/x.jsonc": titled("2")])
    let error = try #require(throws: SpecError.self) { try library.resolve("x") }
    #expect(
      error.description
        == #"2 files define "x": experiments/a/x.json, experiments/b/x.jsonc; give the path of one"#)
    #expect(error.kind == .invalid)
    #expect(try library.resolve("experiments/a/x.json").spec.title == "1")
    let entry = try #require(try library.entries().first { $0.name == "x" })
    #expect(entry.paths == ["experiments/a/x.json", "experiments/b/x.jsonc"])
    #expect(throws: SpecError.self) { try entry.experiment.get() }
  }

  @Test(arguments: [
    "/work/.json", "/work/..json", "/work/a+b.json", "/work/a\u{1}b.json", "/work/a\u{202E}b.json",
    "/work/a\u{2028}b.json",
  ])
  func refusesNamesThatARunFolderMustNotHave(path: String) throws {
    let error = try #require(throws: SpecError.self) {
      try library(files: [path: titled("x")]).resolve(path)
    }
    #expect(error.kind == .invalid)
    #expect(error.description.contains("cannot be the name of an experiment"))
  }

  @Test func listsExperimentsWithErrorsToo() throws {
    let library = library(
      builtIns: builtIns,
      files: ["/work/experiments/A.json": "{", "/work/experiments/new.json": titled("new")])
    let entries = try library.entries()
    #expect(entries.map(\.name) == ["A", "B", "new"])
    #expect(entries.map(\.isBuiltIn) == [false, true, false])
    #expect(entries.map(\.title) == [nil, "built in", "new"])
    #expect(entries.map(\.paths) == [["experiments/A.json"], [], ["experiments/new.json"]])
  }

  @Test func saysWhatTheSystemRefused() throws {
    let refusal = FileSystem.Failure(path: "/work/x.json", reason: .refused("Permission denied"))
    let library = ExperimentLibrary(
      builtIns: [],
      fileSystem: FileSystem(
        currentDirectory: "/work",
        read: { (_: String, _: Int) throws(FileSystem.Failure) -> [UInt8] in throw refusal },
        list: { (_: String) throws(FileSystem.Failure) -> [FileSystem.Entry] in throw refusal }))
    let error = try #require(throws: SpecError.self) { try library.resolve("x.json") }
    #expect(error.kind == .inputOutput)
    #expect(error.description == "cannot read x.json: Permission denied")
    #expect(throws: SpecError.self) { try library.entries() }
  }

  @Test func boundsTheSizeOfFiles() throws {
    let error = try #require(throws: SpecError.self) {
      try library(files: ["/work/x.json": String(repeating: " ", count: 1 << 21)]).resolve("x.json")
    }
    #expect(error.description == "x.json:1:1: the file has more than 1048576 bytes; 1048576 are allowed")
  }
}
