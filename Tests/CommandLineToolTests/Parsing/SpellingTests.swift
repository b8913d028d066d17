import Testing

@testable import CommandLineTool

@Suite struct SpellingTests {
  @Test(arguments: [
    ("", "", 0), ("abc", "", 3), ("", "abc", 3), ("run", "run", 0),
    ("rnu", "run", 1),  // a swap
    ("fech", "fetch", 1), ("lists", "list", 1), ("shaw", "show", 1),
    ("ca", "abc", 3),  // no letter is edited twice: the optimal string alignment, not Damerau's 2
    ("kitten", "sitting", 3),
  ])
  func distances(one: String, other: String, distance: Int) {
    #expect(editDistance(Array(one), Array(other)) == distance)
    #expect(editDistance(Array(other), Array(one)) == distance)
  }

  @Test func theNearestWins() {
    #expect(nearestSpelling(to: "--seds", among: ["--seeds", "--seed", "--set"]) == "--seeds")
    #expect(nearestSpelling(to: "RUN", among: ["run"]) == "run")
  }

  @Test func aBeginningIsNearEnough() {
    #expect(nearestSpelling(to: "--data", among: ["--data-dir", "--dry-run"]) == "--data-dir")
    #expect(nearestSpelling(to: "--r", among: ["--runs-dir"]) == nil)
  }

  @Test func farWordsAreNotSuggested() {
    #expect(nearestSpelling(to: "plot", among: ["run", "compare"]) == nil)
    #expect(nearestSpelling(to: String(repeating: "x", count: 100_000), among: ["run"]) == nil)
    #expect(nearestSpelling(to: "", among: ["compare"]) == nil)
  }
}
