import Testing

@testable import Training

struct PlanErrorTests {
  private func text(_ outputs: Int, _ loss: String, _ names: [String]?) -> String {
    PlanError(
      keyPath: "model[7]",
      problem: .labelTooLarge(
        label: 2, sample: 81, of: "iris.csv", outputs: outputs, loss: loss, classes: 3, names: names)
    ).description
  }

  /// Classes with names are counted; numbers are compared with the outputs.
  @Test func missingOutputsAreCounted() {
    #expect(
      text(2, "categorical_crossentropy", ["setosa", "versicolor", "virginica"])
        == "iris.csv has 3 classes (setosa, versicolor, virginica), but the model has 2 outputs; use 3")
    #expect(
      text(2, "categorical_crossentropy", nil)
        == "iris.csv has the label 2 for sample 81 (counted from 0), but the model has 2 outputs; labels go up to 2, so"
        + " use 3")
    #expect(
      text(1, "binary_crossentropy", nil).hasSuffix(
        "but the model has 1 output, with which binary_crossentropy tells 2 classes apart; labels go up to 2, so use 3"
          + " outputs, softmax and categorical_crossentropy"))
  }
}
