import TestSupport
import Testing

@testable import Datasets

struct WebClientTests {
  @Test func findsCurlBeforeWget() throws {
    let (first, second) = try (TemporaryFolder(), TemporaryFolder())
    let environment = ["PATH": "\(first.path):\(second.path)"]
    #expect(WebClient.find(in: environment) == nil)
    let wget = try first.write([], to: "wget", executable: true)
    #expect(WebClient.find(in: environment) == WebClient(kind: .wget, path: wget))
    // A file that is not executable does not count.
    try first.write([], to: "curl")
    #expect(WebClient.find(in: environment)?.kind == .wget)
    let curl = try second.write([], to: "curl", executable: true)
    #expect(WebClient.find(in: environment) == WebClient(kind: .curl, path: curl))
  }

  @Test func continuesAnExistingFile() {
    let curl = WebClient(kind: .curl, path: "/usr/bin/curl").arguments(
      address: "http://x/y", into: "p", limit: 9)
    #expect(curl.contains(["--max-filesize", "9"]))
    #expect(Array(curl.suffix(6)) == ["--continue-at", "-", "--output", "p", "--url", "http://x/y"])
    let wget = WebClient(kind: .wget, path: "/usr/bin/wget").arguments(
      address: "http://x/y", into: "p", limit: 9)
    #expect(Array(wget.suffix(4)) == ["--continue", "--output-document=p", "--", "http://x/y"])
  }

  @Test func knowsWhenAServerCannotResume() {
    let curl = WebClient(kind: .curl, path: "")
    #expect(curl.cannotResume(status: 33, message: ""))
    #expect(curl.cannotResume(status: 22, message: "curl: (22) The requested URL returned error: 416"))
    #expect(!curl.cannotResume(status: 22, message: "curl: (22) The requested URL returned error: 404"))
    #expect(!curl.cannotResume(status: 7, message: "Failed to connect"))
  }
}
