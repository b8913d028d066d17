/// What Keras, PyTorch or TensorFlow call something that bnlab names otherwise.
private struct ForeignName {
  let foreign: String
  let name: String
  /// What to say; nil: that it has another name here.
  var remark: String?
}

private let foreignNames =
  [
    ForeignName(
      foreign: "accuracy", name: "train_accuracy",
      remark: "train_accuracy is the accuracy on the batches as they are trained; Keras calls it accuracy"),
    ForeignName(
      foreign: "acc", name: "train_accuracy",
      remark: "train_accuracy is the accuracy on the batches as they are trained; Keras calls it acc"),
    ForeignName(
      foreign: "loss", name: "train_loss",
      remark: "train_loss is the loss on the batches as they are trained; Keras calls it loss"),
    // An entry of the model has no keys besides its layer's.
    ForeignName(
      foreign: "activation", name: "relu",
      remark: "the activation itself is the layer: \"relu\", \"sigmoid\", \"softmax\""),
    ForeignName(
      foreign: "Activation", name: "relu",
      remark: "the activation itself is the layer: \"relu\", \"sigmoid\", \"softmax\""),
    ForeignName(
      foreign: "decay", name: "learning_rate",
      remark:
        "a decay of the learning rate is a schedule, such as \"learning_rate\": { \"exponential_decay\": { ... } }; that of the weights is \"weight_decay\""
    ),
    ForeignName(
      foreign: "sparse_categorical_crossentropy", name: "categorical_crossentropy",
      remark: "\"categorical_crossentropy\" takes the labels as integers"),
    ForeignName(
      foreign: "patience", name: "early_stopping",
      remark: "it is a key of \"early_stopping\", as in \"early_stopping\": { \"patience\": 5 }"),
    ForeignName(
      foreign: "track_running_stats", name: "inference_statistics",
      remark: "where PyTorch has track_running_stats=False, write \"inference_statistics\": \"batch\""),
    ForeignName(
      foreign: "affine", name: "scale", remark: "\"scale\" is for gamma and \"center\" for beta"),
    ForeignName(
      foreign: "betas", name: "beta_1", remark: "they are \"beta_1\" and \"beta_2\" here"),
  ]
  + [
    "lr": "learning_rate", "mse": "mean_squared_error", "mse_loss": "mean_squared_error",
    "MSELoss": "mean_squared_error", "bce": "binary_crossentropy", "BCELoss": "binary_crossentropy",
    "BCEWithLogitsLoss": "binary_crossentropy", "log_loss": "binary_crossentropy",
    "CrossEntropyLoss": "categorical_crossentropy", "cross_entropy": "categorical_crossentropy",
    "nll_loss": "categorical_crossentropy", "eps": "epsilon", "n_epochs": "epochs", "num_epochs": "epochs",
    "nb_epoch": "epochs", "n_samples": "samples", "n_features": "features", "out_features": "units",
    "out_channels": "filters", "stride": "strides", "pool_length": "pool_size", "p": "rate",
    "bias": "use_bias",
    "Linear": "dense", "linear": "dense", "silu": "swish", "SiLU": "swish",
    "val_split": "validation_split", "random_state": "seed", "max_epochs": "epochs", "max_steps": "steps",
    "num_steps": "steps", "eval_batch_size": "evaluation_batch_size", "trunc_normal": "truncated_normal",
    "kaiming_uniform": "he_uniform", "kaiming_normal": "he_normal", "xavier_uniform": "glorot_uniform",
    "xavier_normal": "glorot_normal", "bn": "batch_norm", "requires_grad": "trainable", "frozen": "trainable",
  ].map { ForeignName(foreign: $0.key, name: $0.value) }
  + ["activation", "activations", "act", "nonlinearity"].flatMap { foreign in
    ["use_bias", "center"].map { name in
      ForeignName(
        foreign: foreign, name: name,
        remark: "an activation is a layer of its own: put it after this layer, as in \"relu\" or \"sigmoid\"")
    }
  }
  + ["input_shape", "input_dim", "in_features", "in_channels", "num_features"].flatMap { foreign in
    ["units", "filters", "center"].map { name in
      ForeignName(foreign: foreign, name: name, remark: "the shape of the input follows from the data")
    }
  }

/// A remark on a name that is unknown here and known elsewhere: `test_accuracy is the accuracy on the test set after each
/// epoch; Keras calls it val_accuracy`. Nil if it is not known, or if what it means is not allowed.
/// - Parameter names: all names that are allowed.
public func foreignRemark(on name: String, among names: [String]) -> String? {
  if let figure = validationFigures[name] { return remark(onValidation: name, figure, names) }
  return foreignNames.first { $0.foreign == name && names.contains($0.name) }
    .map { $0.remark ?? "it is \($0.name.jsonQuoted) here" }
}

/// Keras's names of what it computes on the validation data.
private let validationFigures = ["val_accuracy": "accuracy", "val_acc": "accuracy", "val_loss": "loss"]

/// Tutorials validate on the test set, for which bnlab has columns of its own.
private func remark(onValidation name: String, _ figure: String, _ names: [String]) -> String? {
  guard names.contains("test_\(figure)") else { return nil }
  let test = "test_\(figure) is the \(figure) on the test set after each epoch"
  let validation = "validation_\(figure)"
  return names.contains(validation)
    ? "\(test), \(validation) that on the samples of training.validation_split; Keras calls both \(name)"
    : "\(test); Keras calls it \(name)"
}

/// The name here of what has another name elsewhere: `learning_rate` for `lr`.
public func nativeName(of foreign: String) -> String? {
  foreignNames.first { $0.foreign == foreign && $0.remark == nil }?.name
}
