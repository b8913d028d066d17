import Testing

@testable import System

@Suite struct PathTests {
  @Test(arguments: [
    ("/a/b", "c", "/a/b/c"), ("/a/b", "../c", "/a/c"), ("/a", "../../c", "/c"), ("/", "c", "/c"),
    ("/a", "/c/", "/c"),
    ("/a", "./x//y/./z", "/a/x/y/z"), ("/a", ".", "/a"),
  ])
  func areJoined(directory: String, path: String, joined: String) {
    #expect(Path.join(directory, path) == joined)
  }

  @Test func haveParts() {
    #expect(Path.directory(of: "/a/b/c") == "/a/b" && Path.directory(of: "/a") == "/")
    #expect(Path.fileName("/a/b.json") == "b.json" && Path.fileName("b") == "b" && Path.fileName("/") == "")
    #expect(Path.folder(of: "a/b") == "a/" && Path.folder(of: "b") == "." && Path.folder(of: "/b") == "/")
  }

  @Test(arguments: [("runs/a/seed-1", "runs/a"), ("/a/b", "/a"), ("/a", ""), ("a", ""), ("", "")])
  func parentsStayAsTheyAreWritten(path: String, parent: String) {
    #expect(Path.parent(of: path) == parent)
  }
}
