import Testing

@testable import Reporting

@Suite struct FolderRangesTests {
  @Test func seedsWithoutAGapAreOneRange() {
    let thirty = (1...30).map { "runs/A/seed-\($0)" }
    #expect(FolderRanges.texts(thirty) == ["runs/A/seed-1 … seed-30"])
    #expect(FolderRanges.texts(["runs/A/seed-7"]) == ["runs/A/seed-7"])
    // Two seeds are no range, and the order does not matter.
    #expect(
      FolderRanges.texts([5, 9, 3, 4, 11, 12].map { "/r/A/seed-\($0)" })
        == ["/r/A/seed-3 … seed-5, seed-9, seed-11, seed-12"])
    #expect(FolderRanges.texts(["r/A/seed-18446744073709551615"]) == ["r/A/seed-18446744073709551615"])
  }

  /// A run may be served by that of another experiment.
  @Test func eachExperimentHasItsLine() {
    #expect(
      FolderRanges.texts([
        "runs/A/seed-1", "runs/B/seed-2", "runs/A/seed-2", "runs/B/seed-3", "runs/B/seed-1",
      ])
        == ["runs/A/seed-1, seed-2", "runs/B/seed-1 … seed-3"])
    #expect(FolderRanges.texts(["elsewhere", "runs/A/seed-01"]) == ["elsewhere", "runs/A/seed-01"])
  }
}
