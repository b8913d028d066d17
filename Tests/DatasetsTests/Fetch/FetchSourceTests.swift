import Testing

@testable import Datasets

struct FetchSourceTests {
  @Test func readsAddressesAndFolders() throws {
    #expect(try FetchSource("http://x.test/y") == .web("http://x.test/y"))
    #expect(try FetchSource("HTTPS://x.test") == .web("HTTPS://x.test"))
    #expect(try FetchSource("some/folder") == .folder("some/folder"))
    #expect(try FetchSource("/a:b") == .folder("/a:b"))
    #expect(try FetchSource("file:///a/b%20c%C3%A9") == .folder("/a/b cé"))
    #expect(try FetchSource("file://localhost/a") == .folder("/a"))
    #expect("\(try FetchSource("file:///a/b"))" == "/a/b")
  }

  @Test(arguments: [
    "", "ftp://x.test/", "file://other/a", "file:///a%2", "file:///a%zz", "file:///%ff", "s3://b",
  ])
  func refusesOthers(_ text: String) {
    #expect { try FetchSource(text) } throws: { error in
      guard case .badOption("--from", _, _) = error as? DatasetError else { return false }
      return true
    }
  }
}
