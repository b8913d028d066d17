import Testing

@testable import TextLayout

@Suite struct NearestNameTests {
  @Test(arguments: [
    ("", "abc", 3), ("abc", "abc", 0), ("abc", "abd", 1), ("abc", "ac", 1), ("abc", "abcd", 1),
    // A swap of neighbours is one step; Levenshtein's distance has two.
    ("epcohs", "epochs", 1),
    // Restricted: no insertion between swapped letters, so three steps, not two.
    ("ca", "abc", 3), ("kitten", "sitting", 3),
  ])
  func measuresTheDistance(one: String, other: String, distance: Int) {
    #expect(editDistance(Array(one), Array(other)) == distance)
    #expect(editDistance(Array(other), Array(one)) == distance)
  }

  @Test(arguments: [
    ("epoch", "epochs"), ("batchsize", "batch_size"), ("batch-size", "batch_size"),
    ("BATCH_SIZE", "batch_size"),
    ("shufle", "shuffle"), ("a", "A"), ("BatchNormalization", "batch_norm"), ("conv", "conv2d"),
    ("average_pooling2d", "average_pool2d"),
  ])
  func findsTheMeantName(name: String, meant: String) {
    let names = [
      "epochs", "batch_size", "shuffle", "A", "B", "batch_norm", "conv2d", "average_pool2d", "dense",
    ]
    #expect(nearestName(to: name, among: names) == meant)
  }

  @Test(arguments: ["lr", "zz", "learning_rate", "", "z", String(repeating: "epochs", count: 1000)])
  func suggestsNothingFar(name: String) {
    #expect(nearestName(to: name, among: ["epochs", "batch_size", "shuffle"]) == nil)
  }
}
