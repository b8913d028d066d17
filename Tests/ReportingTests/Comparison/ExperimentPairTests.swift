import Testing

@testable import Reporting

private func labels(_ names: [String], reference: String? = nil) -> [String] {
  ExperimentPair.pairs(of: ExperimentNames(names), reference: reference).map(\.label)
}

@Test func theArticlesPairs() {
  #expect(labels(["D", "B", "A", "C"]) == ["A − B", "C − D", "A − C", "B − D"])
}

@Test func theArticlesPairsOfVariants() {
  let variants = ["A", "B", "C", "D"].map { $0 + "+training.epochs=2" }
  #expect(labels(variants).first == "A+training.epochs=2 − B+training.epochs=2")
  #expect(labels(variants).count == 4)
  // Different variants are not the article's four experiments; four experiments have all six pairs.
  #expect(labels(["A", "B", "C", "D+training.epochs=2"]).count == 6)
}

@Test func whatElseIsThereIsHeldAgainstTheFirst() {
  #expect(labels(["A", "B", "C", "D", "E"]).last == "E − A")
  #expect(labels(["A", "B", "C", "D", "E"]).count == 5)
}

@Test func upToFourHaveEveryPair() {
  #expect(labels(["x", "y", "z"]) == ["x − y", "x − z", "y − z"])
  #expect(labels(["w", "x", "y", "z"]).count == 6)
}

@Test func moreAreHeldAgainstTheFirst() {
  #expect(labels(["v", "w", "x", "y", "z"]) == ["w − v", "x − v", "y − v", "z − v"])
}

@Test func theReferenceIsTheSecondOfEachPair() {
  #expect(labels(["A", "B", "C", "D"], reference: "C") == ["A − C", "B − C", "D − C"])
  #expect(labels(["x", "y"], reference: "unknown") == ["x − y"])
}

@Test func oneExperimentHasNoPair() {
  #expect(labels([]) == [])
  #expect(labels(["A"]) == [])
}

@Test func eachCellOfAGridHasItsOwnPairs() {
  let names = ["A+x=1", "A+x=2", "B+x=1", "B+x=2"]
  #expect(labels(names) == ["A+x=1 − B+x=1", "A+x=2 − B+x=2"])
  #expect(labels(names, reference: "A") == ["B+x=1 − A+x=1", "B+x=2 − A+x=2"])
  #expect(labels(names, reference: "A+x=1").count == 3)
  // A grid of one experiment has no pairs within its cells.
  #expect(labels(["A+x=1", "A+x=2"]) == ["A+x=1 − A+x=2"])
}

/// If full names end in a hash, whose length depends on the name of the experiment, cells are found by the labels.
@Test func labelsGroupHashedNames() {
  let names = ExperimentNames(
    ["A+0", "A+1", "Bb+2", "Bb+3"],
    labels: ["A+0": "A+x=1", "A+1": "A+x=2", "Bb+2": "Bb+x=1", "Bb+3": "Bb+x=2"])
  #expect(
    ExperimentPair.pairs(of: names, reference: nil) == [
      ExperimentPair("A+0", minus: "Bb+2"), ExperimentPair("A+1", minus: "Bb+3"),
    ])
}
