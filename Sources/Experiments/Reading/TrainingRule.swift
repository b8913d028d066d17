import Engine
import Schema

/// What the keys of `training` require of each other and of the loss. A file that extends another may state only some of
/// them, so this is checked after merging.
enum TrainingRule {
  /// The figure that early stopping watches must be one that the training computes. Empty if it is, or if the training cannot
  /// be read: the check of the shapes then reports why.
  static func problems(in content: LocatedJSON) -> [SpecProblem] {
    guard let object = content["training"], let training = TrainingSpec.keys.read(object),
      let monitor = training.monitor, let stopping = object["early_stopping"]
    else { return [] }
    let loss = content["loss"].flatMap(Loss.codec.read)
    let obstacle: String
    if monitor.isOfValidation, training.validationSplit == nil {
      obstacle = "there is no validation set; set training.validation_split, or watch test_loss"
    } else if monitor.isOfTrainEvaluation, !training.evaluateTrain {
      obstacle = "training.evaluate_train is false; set it to true, or watch another figure"
    } else if monitor.higherIsBetter, let loss, !loss.hasAccuracy {
      obstacle = "\(loss.name) has no accuracy; watch a loss"
    } else {
      return []
    }
    return [
      SpecProblem(
        at: (stopping["monitor"] ?? stopping).location,
        path: SpecPath([.key("training"), .key("early_stopping"), .key("monitor")]),
        .other("\(monitor.rawValue) is not computed, because \(obstacle)"))
    ]
  }

  /// `epochs` and `steps` state the same thing. A spec that states one of them replaces the other of the spec that it extends.
  /// - Parameters:
  ///   - base: the content of the extended spec.
  ///   - own: that of the spec that extends it.
  /// - Returns: the content of the extended spec without what is replaced.
  static func withoutReplacedLength(_ base: LocatedJSON, by own: LocatedJSON) -> LocatedJSON {
    withoutReplacedLength(base) { key in own["training"]?[key].map { !$0.isNull } ?? false }
  }

  /// The same for overrides of a spec. All of them together say what is stated.
  static func withoutReplacedLength(_ content: LocatedJSON, by overrides: [Override]) -> LocatedJSON {
    withoutReplacedLength(content) { key in
      overrides.contains { $0.path.dotted == "training.\(key)" && $0.json != .null }
    }
  }

  private static func withoutReplacedLength(
    _ content: LocatedJSON, states: (_ key: String) -> Bool
  ) -> LocatedJSON {
    guard let training = content["training"], states("steps") != states("epochs") else { return content }
    return content.replacing(
      "training", by: training.replacing(states("steps") ? "epochs" : "steps", by: nil))
  }
}
