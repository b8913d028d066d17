import Experiments
import Foundation
import Testing
import Training

@testable import Runs

@Suite struct CheckpointTests {
  /// Dropout, batch normalization with cumulative averages, and a regularizer: everything that a checkpoint must hold or
  /// that must follow from the number of the step.
  private static let model = """
    [
      { "dense": { "units": 12, "kernel_initializer": "he_normal", "kernel_regularizer": { "l2": { "l2": 0.001 } } } },
      { "elu": { "alpha": 1 } }, { "dropout": { "rate": 0.25 } },
      { "batch_norm": { "momentum": "cumulative" } }, { "dropout": { "rate": 0.5 } },
      { "dense": { "units": 1 } }, "sigmoid"
    ]
    """

  private static let optimizers = [
    #"{ "sgd": { "learning_rate": 0.05, "momentum": 0.9, "nesterov": true } }"#,
    #"{ "rmsprop": { "learning_rate": 0.01 } }"#,
    #"{ "adam": { "learning_rate": 0.01 } }"#,
    adam(per: "step"), adam(per: "epoch"),
  ]

  /// With a schedule, clipping and weight decay.
  private static func adam(per position: String) -> String {
    """
    { "adam": {
      "learning_rate": { "exponential_decay": {
        "initial_learning_rate": 0.05, "decay_steps": 2, "decay_rate": 0.8, "per": "\(position)" } },
      "global_clipnorm": 0.5, "weight_decay": { "decay": 0.01, "exempt": ["gamma", "beta"] } } }
    """
  }

  private func spec(optimizer: String) throws -> ExperimentSpec {
    try Fixture.spec(
      """
      {
        "dataset": { "circles": { "samples": 200 } }, "model": \(Self.model), "loss": "binary_crossentropy",
        "optimizer": \(optimizer), "training": { "epochs": 5, "precise_batch_norm": 2 }
      }
      """)
  }

  private func run(_ trainer: inout Trainer, _ epochs: ClosedRange<Int>) -> [EpochRecord?] {
    epochs.map { epoch in trainer.run(epoch: epoch) { _ in true }?.record }
  }

  /// A run that is stopped after two epochs and goes on from its checkpoint ends with the bytes of an uninterrupted one.
  @Test(arguments: optimizers) func resumingGivesTheSameBytes(optimizer: String) throws {
    let spec = try spec(optimizer: optimizer)
    var whole = try Fixture.trainer(spec)
    let expected = run(&whole, 1...5)

    var first = try Fixture.trainer(spec)
    let early = run(&first, 1...2)
    let checkpoint = Checkpoint(
      epoch: 2, trainer: first, metrics: "", batches: "",
      timings: [EpochTiming(epoch: 1, trainSeconds: 0.25, evaluateSeconds: 1e-9)], identity: "this run")
    let file = checkpoint.encoded(tensorNames: first.network.namedTensors.map(\.name))

    var second = try Fixture.trainer(spec)
    let read = try #require(Checkpoint(decoding: file, slotCounts: second.optimizer.slots.map(\.count)))
    #expect(read.epoch == 2)
    #expect(read.identity == "this run")
    #expect(read.timings == checkpoint.timings)
    try second.resume(
      network: read.network, optimizerSteps: read.optimizerSteps, optimizerSlots: read.optimizerSlots)
    #expect(early + run(&second, 3...5) == expected)
    #expect(second.network.namedTensors.map(\.tensor) == whole.network.namedTensors.map(\.tensor))
  }
}
