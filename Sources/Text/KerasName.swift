/// What Keras calls something that bnlab names otherwise.
private struct KerasName {
  let keras: String
  let name: String
  let meaning: String
}

private let kerasNames = [
  KerasName(
    keras: "val_accuracy", name: "test_accuracy", meaning: "the accuracy on the test set after each epoch"),
  KerasName(
    keras: "val_acc", name: "test_accuracy", meaning: "the accuracy on the test set after each epoch"),
  KerasName(keras: "val_loss", name: "test_loss", meaning: "the loss on the test set after each epoch"),
  KerasName(
    keras: "accuracy", name: "train_accuracy", meaning: "the accuracy on the batches as they are trained"),
  KerasName(keras: "acc", name: "train_accuracy", meaning: "the accuracy on the batches as they are trained"),
  KerasName(keras: "loss", name: "train_loss", meaning: "the loss on the batches as they are trained"),
]

/// A remark on a name that is unknown here and known in Keras: `test_accuracy is the accuracy on the test set after each
/// epoch; Keras calls it val_accuracy`. Nil if the name is not one of Keras's, or if what it means is not allowed.
/// - Parameter names: all names that are allowed.
public func kerasRemark(on name: String, among names: [String]) -> String? {
  guard let known = kerasNames.first(where: { $0.keras == name }), names.contains(known.name) else {
    return nil
  }
  return "\(known.name) is \(known.meaning); Keras calls it \(known.keras)"
}
