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

/// Escapes such as `%2B` belong in names of folders, not in sentences, and a hash tells nothing.
@Test func overridesAreSpelledAsTheyWereGiven() {
  let variant = "+optimizer.sgd.learning_rate=1e%2B30+24af4b63a4ca6454"
  let experiments = ["x", "y"].flatMap { experiment($0 + variant, .testLoss, [0.5]) }
  #expect(Comparison(experiments).variantRemark == "All with optimizer.sgd.learning_rate=1e+30.")
}

/// Published figures belong to the experiment as its file describes it.
@Test func publishedFiguresStandBesideTheirOwnExperimentAlone() {
  func text(_ name: String) -> String {
    Comparison(experiment(name, .testLoss, [0.5, 0.6], published: [.testLoss: 0.55])).report().text(.table)
  }
  #expect(text("x").contains("inside"))
  #expect(text("x+title=Mine+training.seed=4").contains("inside"))
  for name in ["x+training.epochs=1", "x+titles=1", "x+24af4b63a4ca6454"] {
    #expect(!text(name).contains("inside") && !text(name).contains("0.5500  "))
    #expect(text(name).contains("Published figures are left out"))
  }
}

@Test func otherVariantsKeepTheirNames() {
  let experiments = ["x", "x+training.epochs=5"].flatMap { experiment($0, .testLoss, [0.5]) }
  let comparison = Comparison(experiments)
  #expect(comparison.variantRemark == nil)
  #expect(comparison.shown(comparison.pairs[0]).label == "x − x+training.epochs=5")
  #expect(Comparison([experiments[1]]).shownName("x+training.epochs=5") == "x+training.epochs=5")
}

/// In a grid with one plain cell, the label of that cell is also the name that all cells begin with.
@Test func thePlainCellOfAGridIsFoundByItsLabel() {
  let (edited, plain) = ("x+model.1%2B=relu+training.epochs=2", "x+training.epochs=2")
  let names = ExperimentNames([edited, plain], labels: [edited: "x+model.1+=relu", plain: "x"])
  #expect(names.find("x") == plain && names.find("x+model.1+=relu") == edited && names.find(edited) == edited)
  #expect(ExperimentNames([edited, plain]).find("x") == nil)
}
