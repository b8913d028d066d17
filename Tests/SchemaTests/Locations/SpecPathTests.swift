import Testing

@testable import Schema

@Suite struct SpecPathTests {
  @Test(arguments: ["model[3].dense.units", "model.3.dense.units"])
  func readsBothNotations(text: String) throws {
    let path = try #require(SpecPath(text))
    #expect(path.steps == [.key("model"), .index(3), .key("dense"), .key("units")])
    #expect(path.description == "model[3].dense.units")
    #expect(path.dotted == "model.3.dense.units")
  }

  @Test(arguments: ["", ".", "a.", ".a", "a..b", "a[", "a[]", "a[x]", "a]", "a[1]b", "[1]", "a[-1]"])
  func refusesMalformedPaths(text: String) {
    #expect(SpecPath(text) == nil)
  }

  /// A number that is too large for an index is read as a key, which no object has.
  @Test func hugeNumbersAreNotIndices() {
    #expect(SpecPath("a.99999999999999999999")?.steps == [.key("a"), .key("99999999999999999999")])
    #expect(SpecPath("a[99999999999999999999]") == nil)
  }
}
