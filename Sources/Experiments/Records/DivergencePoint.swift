import Schema

/// The first value of a training that was infinite or NaN.
public struct DivergencePoint: Equatable, Sendable {
  public enum Value: Equatable, Sendable {
    /// The loss of the step's batch.
    case loss
    /// The loss of the test set, after the epoch's last step.
    case testLoss
    /// A weight or a statistic in the tensor with this name in weights.safetensors, such as `2.running_var`, after the step.
    case tensor(String)
    /// The loss of the validation set, after the epoch's last step.
    case validationLoss
  }

  /// Counted from 1.
  public var epoch: Int
  /// The number of the step in the whole training, counted from 1.
  public var step: Int
  public var value: Value

  public init(epoch: Int, step: Int, value: Value) {
    (self.epoch, self.step, self.value) = (epoch, step, value)
  }
}

extension DivergencePoint: CustomStringConvertible {
  /// A sentence without its full stop: `the loss of step 1201 (epoch 3) is not finite`.
  public var description: String {
    switch value {
    case .loss: "the loss of step \(step) (epoch \(epoch)) is not finite"
    case .testLoss: "test_loss is not finite after step \(step) (epoch \(epoch))"
    case .validationLoss: "validation_loss is not finite after step \(step) (epoch \(epoch))"
    case .tensor(let name): "\(name) is not finite after step \(step) (epoch \(epoch))"
    }
  }
}

extension DivergencePoint {
  static let codec = JSONForm.keys.codec.map(\.point) { JSONForm($0) }

  /// The text of its JSON, for a checkpoint.
  public var text: String { Self.codec.write(self).compact }

  /// - Returns: nil if the text is not that of a point.
  public init?(text: String) {
    let source = SpecSource(name: "", directory: "/")
    guard let value = try? JSONParser.parse(Array(text.utf8), source: source),
      ShapeCheck.problems(of: value, Self.codec.shape).isEmpty, let point = Self.codec.read(value)
    else { return nil }
    self = point
  }

  private struct JSONForm {
    enum What: String, CaseIterable {
      case loss
      case testLoss = "test_loss"
      case validationLoss = "validation_loss"
    }

    var epoch = 1
    var step = 1
    var what: What?
    var layer: String?

    init() {}

    init(_ point: DivergencePoint) {
      (epoch, step) = (point.epoch, point.step)
      switch point.value {
      case .loss: what = .loss
      case .testLoss: what = .testLoss
      case .validationLoss: what = .validationLoss
      case .tensor(let name): layer = name
      }
    }

    /// Nil if not exactly one of the two keys is given.
    var point: DivergencePoint? {
      let value: Value
      switch (what, layer) {
      case (.loss, nil): value = .loss
      case (.testLoss, nil): value = .testLoss
      case (.validationLoss, nil): value = .validationLoss
      case (nil, let name?): value = .tensor(name)
      case (nil, nil), (_?, _?): return nil
      }
      return DivergencePoint(epoch: epoch, step: step, value: value)
    }

    static let keys = KeyTable(
      "The first value that was not finite.", blank: JSONForm(),
      [
        .required("epoch", \.epoch, .size, "The epoch, counted from 1."),
        .required("step", \.step, .integer(1...Int.max), "The step of the whole training, counted from 1."),
        .optional(
          "what", \.what, .nullable(.word),
          "The loss of the step's batch, or test_loss or validation_loss after the epoch; null for a weight or a statistic."
        ),
        .optional(
          "layer", \.layer, .nullable(.text),
          "The tensor of weights.safetensors that has the value after the step, such as 2.running_var."),
      ])
  }
}
