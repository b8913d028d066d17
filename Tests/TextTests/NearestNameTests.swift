import Testing

@testable import Text

@Suite struct NearestNameTests {
  @Test(arguments: [
    ("", "abc", 3), ("abc", "abc", 0), ("abc", "abd", 1), ("abc", "ac", 1), ("abc", "abcd", 1),
    // A swap of neighbours counts once, not twice as in Levenshtein's distance.
    ("epcohs", "epochs", 1),
    // The restricted distance has no insertion between swapped letters, so this takes three changes, not two.
    ("ca", "abc", 3), ("kitten", "sitting", 3), ("", "", 0), ("rnu", "run", 1),
  ])
  func measuresTheDistance(one: String, other: String, distance: Int) {
    #expect(editDistance(Array(one), Array(other)) == distance)
    #expect(editDistance(Array(other), Array(one)) == distance)
  }

  @Test(arguments: [
    ("epoch", "epochs"), ("batchsize", "batch_size"), ("batch-size", "batch_size"),
    ("BATCH_SIZE", "batch_size"),
    ("shufle", "shuffle"), ("a", "A"), ("BatchNormalization", "batch_norm"), ("conv", "conv2d"),
    ("average_pooling2d", "average_pool2d"), ("den", "dense"), ("average", "average_pool2d"),
  ])
  func findsTheMeantName(name: String, meant: String) {
    let names = [
      "epochs", "batch_size", "shuffle", "A", "B", "batch_norm", "conv2d", "average_pool2d", "dense",
    ]
    #expect(nearestName(to: name, among: names) == meant)
  }

  @Test func theNearestWins() {
    #expect(nearestName(to: "--seds", among: ["--seeds", "--seed", "--set"]) == "--seeds")
    #expect(nearestName(to: "--data", among: ["--data-dir", "--dry-run"]) == "--data-dir")
    // The shortest name that begins with the text wins, or the longest one with which the text begins.
    #expect(nearestName(to: "--out", among: ["--output-format", "--output"]) == "--output")
    #expect(nearestName(to: "batch_normalization", among: ["batch", "batch_norm"]) == "batch_norm")
  }

  @Test func shortOrDifferentNamesAreNotSuggested() {
    #expect(nearestName(to: "--r", among: ["--runs-dir"]) == nil)
    #expect(nearestName(to: "plot", among: ["run", "compare"]) == nil)
    #expect(nearestName(to: "", among: ["compare"]) == nil)
  }

  @Test(arguments: ["lr", "zz", "learning_rate", "", "z", String(repeating: "epochs", count: 1000)])
  func suggestsNothingForDistantNames(name: String) {
    #expect(nearestName(to: name, among: ["epochs", "batch_size", "shuffle"]) == nil)
  }

  /// The meant name comes first, then those that begin most like the text.
  @Test func findsSeveralNames() {
    let names = ["circles-input", "circles-after-activation", "circles-linear", "lenet5", "A"]
    #expect(
      nearestNames(to: "circles-aftr", among: names, count: 3).first == "circles-after-activation")
    #expect(nearestNames(to: "lenet", among: names, count: 2).first == "lenet5")
    #expect(nearestNames(to: "nothing", among: names, count: 3).count == 3)
    #expect(nearestNames(to: "x", among: ["A"], count: 3) == ["A"])
    #expect(nearestNames(to: String(repeating: "x", count: 100_000), among: names, count: 1).count == 1)
  }
}
