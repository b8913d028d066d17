import Testing

@testable import Text

@Suite struct ForeignNameTests {
  private let names = ["train_loss", "train_accuracy", "test_loss", "test_accuracy"]

  @Test(arguments: [
    ("val_accuracy", "test_accuracy"), ("val_loss", "test_loss"), ("accuracy", "train_accuracy"),
    ("loss", "train_loss"),
  ])
  func columnsAreFoundByTheirNamesInKeras(keras: String, name: String) {
    let remark = foreignRemark(on: keras, among: names)
    #expect(remark?.hasPrefix("\(name) is the ") == true)
    #expect(remark?.hasSuffix("; Keras calls it \(keras)") == true)
  }

  @Test(arguments: [
    ("lr", "learning_rate", #"it is "learning_rate" here"#),
    ("mse", "mean_squared_error", "mean_squared_error"),
    ("activation", "use_bias", "a layer of its own"), ("decay", "learning_rate", "exponential_decay"),
  ])
  func habitsOfOtherProgramsAreKnown(foreign: String, name: String, part: String) {
    #expect(foreignRemark(on: foreign, among: ["units", name])?.contains(part) == true)
  }

  @Test func onlyNamesOfTheSameMeaningAreReplaced() {
    #expect(nativeName(of: "lr") == "learning_rate")
    #expect(nativeName(of: "decay") == nil)
    #expect(nativeName(of: "epochs") == nil)
  }

  @Test func theValidationSetHasColumnsOfItsOwn() {
    #expect(
      foreignRemark(on: "val_loss", among: names + ["validation_loss"])
        == "test_loss is the loss on the test set after each epoch, validation_loss that on the samples of training.validation_split; Keras calls both val_loss"
    )
  }

  @Test func otherNamesHaveNoRemark() {
    #expect(foreignRemark(on: "test_acuracy", among: names) == nil)
    // What the name means is not allowed here.
    #expect(foreignRemark(on: "loss", among: ["optimizer", "model"]) == nil)
  }
}
