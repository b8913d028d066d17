import Testing

@testable import Reporting

@Test func whatAllHaveInCommonIsStatedOnce() {
  let variant = "+optimizer.sgd.learning_rate=0.1+training.epochs=5"
  let experiments = ["x", "y"].flatMap { experiment($0 + variant, .testLoss, [0.5]) }
  let text = Comparison(experiments).report().text(.table)
  #expect(text.contains("  All with optimizer.sgd.learning_rate=0.1, training.epochs=5.\n"))
  #expect(text.contains("  x − y "))
  #expect(text.contains("- x is level with y in test_loss; one run each settles nothing."))
  #expect(Comparison(experiments).report().text(.csv).contains("difference,x\(variant),y\(variant),"))
}

@Test func otherVariantsKeepTheirNames() {
  let experiments = ["x", "x+training.epochs=5"].flatMap { experiment($0, .testLoss, [0.5]) }
  let comparison = Comparison(experiments)
  #expect(comparison.variantRemark == nil)
  #expect(comparison.shown(comparison.pairs[0]).label == "x − x+training.epochs=5")
  #expect(Comparison([experiments[1]]).shownName("x+training.epochs=5") == "x+training.epochs=5")
}
