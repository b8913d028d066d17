import Testing

@testable import Text

@Suite struct KerasNameTests {
  private let names = ["train_loss", "train_accuracy", "test_loss", "test_accuracy"]

  @Test(arguments: [
    ("val_accuracy", "test_accuracy"), ("val_loss", "test_loss"), ("accuracy", "train_accuracy"),
    ("loss", "train_loss"),
  ])
  func columnsAreFoundByTheirNamesInKeras(keras: String, name: String) {
    let remark = kerasRemark(on: keras, among: names)
    #expect(remark?.hasPrefix("\(name) is the ") == true)
    #expect(remark?.hasSuffix("; Keras calls it \(keras)") == true)
  }

  @Test func otherNamesHaveNoRemark() {
    #expect(kerasRemark(on: "test_acuracy", among: names) == nil)
    // What the name means is not allowed here.
    #expect(kerasRemark(on: "loss", among: ["optimizer", "model"]) == nil)
  }
}
