import Testing

@testable import Experiments

@Suite struct SameTrainingTests {
  /// - Parameter training: members after the number of epochs, each with a comma before it.
  private func essence(_ norm: String = "{}", training: String = "", title: String = "A") throws -> String {
    let model =
      #"[{ "dense": { "units": 3 } }, { "batch_norm": \#(norm) }, { "dense": { "units": 1 } }, "sigmoid"]"#
    return try resolve(
      spec([
        "title": "\"\(title)\"", "model": model, "training": "{ \"epochs\": 3\(training) }",
      ])
    ).spec.trainingEssence.compact
  }

  @Test func whatInferenceAloneUsesDoesNotMatter() throws {
    let usual = try essence()
    for norm in [
      #"{ "momentum": 0.5 }"#, #"{ "momentum": "cumulative" }"#, #"{ "update_moving_statistics": false }"#,
      #"{ "moving_variance_estimator": "bessel" }"#, #"{ "inference_statistics": "batch" }"#,
      #"{ "debias_moving_statistics": true }"#,
    ] { #expect(try essence(norm) == usual, "\(norm)") }
    #expect(try essence(training: #", "evaluate_train": false"#, title: "B") == usual)
    #expect(try essence(training: #", "seed": 7"#) == usual)
    #expect(try essence(training: #", "evaluation_batch_size": 7"#) == usual)
  }

  @Test func whatTrainingUsesMatters() throws {
    let usual = try essence()
    for norm in [#"{ "epsilon": 0.1 }"#, #"{ "scale": false }"#, #"{ "trainable": false }"#] {
      #expect(try essence(norm) != usual, "\(norm)")
    }
    #expect(try essence(training: #", "batch_size": 8"#) != usual)
  }

  /// Early stopping by a figure of an evaluation ends the training where the moving statistics say so.
  @Test func movingStatisticsCanEndTheTraining() throws {
    for (monitor, isSame) in [("train_loss", true), ("test_loss", false), ("train_eval_loss", false)] {
      let stopping = ", \"early_stopping\": { \"monitor\": \"\(monitor)\" }"
      #expect(
        try (essence(training: stopping) == essence(#"{ "momentum": 0.5 }"#, training: stopping)) == isSame)
    }
  }

  /// Training uses the moving statistics of a layer that is not trainable, and of all layers once they are frozen.
  @Test func frozenLayersUseTheirMovingStatistics() throws {
    let frozen = #", "freeze_batch_norm_after_epoch": 1"#
    #expect(
      try essence(#"{ "momentum": 0.5 }"#, training: frozen)
        != essence(#"{ "momentum": 0.6 }"#, training: frozen))
    #expect(
      try essence(#"{ "trainable": false, "update_moving_statistics": false }"#)
        != essence(#"{ "trainable": false }"#))
  }
}
