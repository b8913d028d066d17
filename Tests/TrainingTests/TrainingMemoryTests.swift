import AllocationCounter
import Datasets
import Engine
import Experiments
import Testing

@testable import Training

/// Compares the estimated memory for training with the memory that is allocated.
@Suite(.enabled(if: allocations_are_counted()))
struct TrainingMemoryTests {
  /// A network in which one part needs most of the memory. The batches are at least as large as those of evaluations.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let model: String
    let input: [Int]
    let batch: Int
    var testDescription: String { name }
  }

  static let cases = [
    Case(
      name: "parameters", model: #"[{ "dense": { "units": 800 } }, "relu", { "dense": { "units": 3 } }]"#,
      input: [1500], batch: 208),
    Case(
      name: "outputs of dense layers",
      model: #"""
        [{ "dense": { "units": 64 } }, "elu", { "dense": { "units": 64 } }, "elu", { "dense": { "units": 64 } },
         { "dropout": { "rate": 0.5 } }, { "dense": { "units": 64 } }, "elu", { "dense": { "units": 3 } }]
        """#, input: [64], batch: 512),
    Case(
      name: "convolution",
      model: #"""
        [{ "conv2d": { "filters": 8, "kernel_size": 3, "padding": "same" } }, "relu", { "max_pool2d": {} },
         { "conv2d": { "filters": 8, "kernel_size": 3, "padding": "same" } }, "relu", "flatten",
         { "dense": { "units": 3 } }]
        """#, input: [4, 16, 16], batch: 160),
    Case(
      name: "batch normalization of features",
      model: #"""
        [{ "dense": { "units": 96 } }, "batch_norm", "relu", { "dense": { "units": 96 } }, "batch_norm", "relu",
         { "dense": { "units": 3 } }]
        """#, input: [64], batch: 512),
    Case(
      name: "batch normalization of images",
      model: #"""
        [{ "conv2d": { "filters": 8, "kernel_size": 3 } }, "batch_norm", "relu", "global_average_pool2d",
         { "dense": { "units": 3 } }]
        """#, input: [2, 16, 16], batch: 208),
    Case(
      name: "LSTM",
      model: #"""
        [{ "lstm": { "units": 16, "return_sequences": true } }, { "lstm": { "units": 16 } },
         { "dense": { "units": 3 } }]
        """#, input: [12, 8], batch: 512),
    Case(
      name: "group normalization",
      model: #"""
        [{ "conv2d": { "filters": 8, "kernel_size": 3 } }, { "group_norm": { "groups": 4 } }, "relu", "flatten",
         { "dense": { "units": 3 } }]
        """#, input: [2, 16, 16], batch: 208),
    Case(
      name: "local response normalization and dense pixels",
      model: #"""
        [{ "conv2d": { "filters": 8, "kernel_size": 3 } }, { "local_response_norm": {} },
         { "dense": { "units": 6 } }, "relu", "flatten", { "dense": { "units": 3 } }]
        """#, input: [2, 16, 16], batch: 208),
    Case(
      name: "instance normalization",
      model: #"""
        [{ "conv2d": { "filters": 8, "kernel_size": 3 } }, { "instance_norm": { "scale": true } }, "relu",
         "flatten", { "dense": { "units": 3 } }]
        """#, input: [2, 16, 16], batch: 208),
  ]

  static let optimizers = [
    #"{ "sgd": {} }"#, #"{ "sgd": { "momentum": 0.9 } }"#, #""rmsprop""#, #""adam""#,
  ]

  @Test(arguments: cases, optimizers)
  func theEstimateAgreesWithTheAllocations(network: Case, optimizer: String) throws {
    let spec = try spec(network, optimizer: optimizer)
    let data = try data(network)
    let plan = try NetworkPlan(spec, data: data.outline)
    let estimate = try #require(
      plan.trainingBytes(spec, samples: network.batch, kernels: .best, threads: 1))
    #expect(network.batch >= plan.evaluationBatchSize)

    let before = heap_bytes_of_this_thread()
    restart_heap_peak_of_this_thread()
    var trainer = try Fixture.trainer(
      spec.model, loss: spec.loss, optimizer: spec.optimizer, training: spec.training, data: data)
    #expect(trainer.run(epoch: 1) { _ in true } != nil)
    let allocated = heap_peak_of_this_thread() - before

    let ratio = Double(estimate) / Double(allocated)
    #expect((0.8...1.2).contains(ratio), "estimated \(estimate), allocated \(allocated) bytes: \(ratio)")
  }

  private func spec(_ network: Case, optimizer: String) throws -> ExperimentSpec {
    let text = """
      { "dataset": "circles", "model": \(network.model), "loss": { "categorical_crossentropy": { "from_logits": true } },
        "optimizer": \(optimizer), "training": { "epochs": 1, "batch_size": \(network.batch) } }
      """
    let library = ExperimentLibrary(
      builtIns: [BuiltInSpec(fileName: "probe.json", bytes: Array(text.utf8))],
      fileSystem: FileSystem(
        currentDirectory: "/",
        read: { (path, _) throws(FileSystem.Failure) in throw .init(path: path, reason: .notFound) },
        list: { path throws(FileSystem.Failure) in throw .init(path: path, reason: .notFound) }))
    return try library.resolve("probe").spec
  }

  /// One batch of zeros with labels of three classes, for training and for evaluation.
  private func data(_ network: Case) throws -> TrainingData {
    let shape = [network.batch] + network.input
    let zeros = try DataArray(shape: shape, what: "zeros") { (_) throws(DatasetError) in }
    let labels = Labels.classes((0..<network.batch).map { Int32($0 % 3) })
    return try TrainingData(Dataset(trainX: zeros, trainY: labels, testX: zeros, testY: labels))
  }
}
