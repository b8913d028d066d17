import Testing

@testable import Reporting

private func labels(_ names: [String], reference: String? = nil) -> [String] {
  ExperimentPair.pairs(of: names, reference: reference).map(\.label)
}

@Test func theArticlesPairs() {
  #expect(labels(["D", "B", "A", "C"]) == ["A − B", "C − D", "A − C", "B − D"])
}

@Test func theArticlesPairsOfVariants() {
  let variants = ["A", "B", "C", "D"].map { $0 + "+training.epochs=2" }
  #expect(labels(variants).first == "A+training.epochs=2 − B+training.epochs=2")
  #expect(labels(variants).count == 4)
  // A mixture is no such quartet; of four experiments all six pairs are there.
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
