import Experiments
import Foundation
import Testing

@testable import Runs
@testable import Training

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

  /// A run that is stopped between two batches and goes on from its checkpoint ends with the bytes of an uninterrupted one.
  /// An epoch has four batches.
  @Test(arguments: optimizers, [0, 1, 3, 4]) func resumingGivesTheSameBytes(optimizer: String, batch: Int)
    throws
  {
    let spec = try spec(optimizer: optimizer)
    var whole = try Fixture.trainer(spec)
    let expected = run(&whole, 1...5)

    var first = try Fixture.trainer(spec)
    first.pace = BatchPace(maximum: 1)
    let early = run(&first, 1...2)
    if batch > 0 {
      #expect(first.run(epoch: 3) { _, progress in progress.batch < batch } == nil)
      #expect(first.position?.batch == batch)
    }
    let files = ["metrics.csv": GrowingFile.Prefix(byteCount: 12, digest: "ab")]
    let checkpoint = Checkpoint(epochs: 2, trainer: first, files: files, identity: #""sha256":"this run""#)

    var second = try Fixture.trainer(spec)
    let read = try #require(Checkpoint(decoding: checkpoint.encoded))
    #expect(read.epochs == 2 && read.files == files && read.identity == checkpoint.identity)
    #expect(read.position == first.position && read.encoded == checkpoint.encoded)
    try read.restore(&second)
    #expect(early + run(&second, 3...5) == expected)
    #expect(second.network.namedTensors.map(\.tensor) == whole.network.namedTensors.map(\.tensor))
  }

  /// The sum of the losses may be anything.
  @Test(arguments: [0.1, -0.0, .infinity, .nan, .leastNonzeroMagnitude]) func positionsAreExact(loss: Double)
    throws
  {
    var trainer = try Fixture.trainer(try spec(optimizer: Self.optimizers[0]))
    let position = Trainer.Position(
      epoch: 3, batch: 2, totals: .init(loss: loss, right: 7, samples: 64), seconds: 0.25)
    let tensors = trainer.network.namedTensors.map { ($0.name, $0.tensor) }
    try trainer.resume(
      after: 2, network: Dictionary(uniqueKeysWithValues: tensors), optimizerSteps: 10,
      optimizerSlots: trainer.optimizer.slots, at: position)
    let checkpoint = Checkpoint(epochs: 2, trainer: trainer, files: [:], identity: "")
    let read = try #require(Checkpoint(decoding: checkpoint.encoded)?.position)
    #expect(read.totals.loss.bitPattern == loss.bitPattern)
    #expect(read.batch == 2 && read.totals.right == 7 && read.totals.samples == 64 && read.seconds == 0.25)
  }

  /// The size does not depend on how much has been trained.
  @Test func checkpointsDoNotGrow() throws {
    var trainer = try Fixture.trainer(try spec(optimizer: Self.optimizers[0]))
    func size(_ epochs: Int) -> Int {
      Checkpoint(epochs: epochs, trainer: trainer, files: [:], identity: "").encoded.count
    }
    _ = run(&trainer, 1...2)
    let early = size(2)
    _ = run(&trainer, 3...5)
    #expect(size(5) == early)
  }
}
