import Datasets
import Foundation
import TestSupport
import Testing

@testable import Engine
@testable import Experiments

@Suite struct BuiltInsTests {
  @Test func areTheFilesOfTheFolder() throws {
    try compare(BuiltInSpec.experiments, with: try Checkout.specFiles())
    try compare(BuiltInSpec.studies, with: try Checkout.studyFiles())
  }

  private func compare(_ specs: [BuiltInSpec], with files: [URL]) throws {
    #expect(!files.isEmpty)
    #expect(specs.map(\.fileName).sorted() == files.map(\.lastPathComponent).sorted())
    for file in files {
      let bytes = specs.first { $0.fileName == file.lastPathComponent }?.bytes
      #expect(try bytes == Array(Data(contentsOf: file)), "\(file.lastPathComponent)")
    }
  }

  @Test func resolve() throws {
    let entries = try Checkout.library.entries()
    #expect(
      entries.map(\.name) == [
        "A", "B", "B-forgotten-updates", "C", "C-clipped", "D", "D-clipped", "batch-statistics-at-inference",
        "circles-after-activation", "circles-after-momentum-0", "circles-after-no-affine", "circles-baseline",
        "circles-before-activation", "circles-before-momentum-0", "circles-before-no-affine",
        "circles-forgotten-updates", "circles-input", "circles-input-and-after", "circles-linear",
        "clipped-crossentropy", "cnn-64", "cnn-64-bn", "cnn-64-bn-dropout", "cnn-64-dropout", "cnn-64-l2",
        "csdn-cnn", "csdn-cnn-64", "csdn-cnn-64-before-activation", "csdn-cnn-64-bn", "csdn-cnn-64-bn-l2",
        "csdn-cnn-64-dropout", "csdn-cnn-64-l2", "csdn-cnn-64-lrn", "csdn-cnn-64-none",
        "debiased-moving-statistics", "deep-mlp-relu", "deep-mlp-relu-bn", "deep-mlp-sigmoid",
        "deep-mlp-sigmoid-bn", "early-stopping", "fashion-lenet", "fashion-lenet-bn", "frameworks-keras-3",
        "frameworks-keras-standalone", "frameworks-pytorch", "frameworks-tf-keras-2", "frozen-layers",
        "learning-rate-zero", "lenet5", "lenet5-bn", "lenet5-bn-corrected", "mnist-sigmoid",
        "mnist-sigmoid-bn", "scaled-initializers", "small-cnn", "small-cnn-bn", "small-cnn-group",
        "small-cnn-layer", "snippet-cnn", "snippet-cnn-bn", "snippet-cnn-bn-no-flatten", "snippet-lstm",
        "snippet-lstm-bn", "snippet-mlp", "snippet-mlp-bn", "steps", "torch-initializers",
      ])
    for entry in entries {
      let spec = try entry.experiment.get().spec
      #expect(entry.isBuiltIn)
      #expect(spec.name == entry.name)
      #expect(spec.title != nil && !spec.notes.isEmpty, "\(entry.name)")
      #expect(spec.initialWeights == nil)
    }
  }

  @Test func circlesDifferInTheirModelOnly() throws {
    let baseline = try Checkout.library.resolve("circles-baseline").spec
    let after = try Checkout.library.resolve("circles-after-activation").spec
    let before = try Checkout.library.resolve("circles-before-activation").spec
    #expect(
      baseline.model == [
        .dense(Dense.Configuration(units: 50, kernel: ParameterOptions(.heUniform))), .activation(.relu),
        .dense(Dense.Configuration(units: 1)), .activation(.sigmoid),
      ])
    #expect(after.model.count == 5 && after.model[2] == .batchNorm(BatchNorm.Configuration()))
    #expect(before.model.count == 5 && before.model[1] == .batchNorm(BatchNorm.Configuration()))
    #expect(after.differences(from: baseline).map(\.path.description) == ["model"])
    #expect(baseline.dataset == .circles(Circles(trainSamples: 500)))
    #expect(baseline.optimizer == .sgd(learningRate: 0.01, momentum: 0.9, nesterov: false))
    #expect(baseline.training == TrainingSpec(epochs: 100))
    #expect(baseline.published == [.trainEvalAccuracy: 0.838, .testAccuracy: 0.846])
    #expect(before.published == [.trainEvalAccuracy: 0.826, .testAccuracy: 0.83])
  }

  @Test func mnistPerceptronsDifferInPixelsAndBatchNormalization() throws {
    let specs = try ["A", "B", "C", "D"].map { try Checkout.library.resolve($0).spec }
    let differences = { (one: Int, other: Int) in
      specs[other].differences(from: specs[one]).map(\.path.description)
    }
    #expect(differences(0, 1) == ["model"])
    #expect(differences(0, 2) == ["dataset.mnist.pixels"])
    #expect(differences(1, 3) == ["dataset.mnist.pixels"])
    #expect(differences(2, 3) == ["model"])
    #expect(specs[3].dataset == .mnist(MNIST(images: ImagePreparation(scaling: .zeroTo255))))
    #expect(specs[3].model.filter { $0 == .batchNorm(BatchNorm.Configuration()) }.count == 2)
    #expect(specs[0].optimizer == .rmsprop(learningRate: 0.001, rho: 0.9, epsilon: 1e-7))
    #expect(specs[0].training == TrainingSpec(epochs: 20, batchSize: 128))
    #expect(specs.map { $0.published[.testLoss] } == [0.1826, 0.126, 0.6121, 0.1433])
  }

  @Test func leNetsDifferInBatchNormalizationAndItsFreezing() throws {
    let plain = try Checkout.library.resolve("lenet5").spec
    let normalized = try Checkout.library.resolve("lenet5-bn").spec
    let corrected = try Checkout.library.resolve("lenet5-bn-corrected").spec
    #expect(
      normalized.differences(from: plain).map(\.path.description)
        == ["model", "training.freeze_batch_norm_after_epoch"])
    #expect(
      corrected.differences(from: normalized).map(\.path.description)
        == ["training.freeze_batch_norm_after_epoch"])
    #expect(normalized.training.freezeBatchNormAfterEpoch == 1)
    let norm = LayerSpec.batchNorm(
      BatchNorm.Configuration(momentum: .rate(0.9), epsilon: 1e-5, movingVarianceEstimator: .bessel))
    #expect(normalized.model.filter { $0 != norm } == plain.model)
    #expect(normalized.model.indices.filter { normalized.model[$0] == norm } == [2, 6])
    #expect(plain.loss == .categoricalCrossentropy(fromLogits: true))
    #expect(plain.optimizer == .adam(learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8))
    #expect(plain.published[.testAccuracy] == 0.98 && plain.published[.testAccuracy, epoch: 1] == 0.93)
    #expect(
      normalized.published[.testAccuracy] == 0.985 && normalized.published[.testAccuracy, epoch: 1] == 0.95)
    #expect(plain.training.shuffle == false && plain.training.epochs == 10 && plain.training.batchSize == 64)
    #expect(corrected.published.isEmpty)
  }

  /// The paths in which two experiments differ, such as `model`.
  private func differences(_ name: String, from other: String) throws -> [String] {
    try Checkout.library.resolve(name).spec.differences(from: Checkout.library.resolve(other).spec)
      .map(\.path.description)
  }

  /// The variations of the circles and the experiments with forgotten updates differ from the original only in their
  /// batch normalization.
  @Test(arguments: [
    ("circles-after-no-affine", "circles-after-activation"),
    ("circles-before-no-affine", "circles-before-activation"),
    ("circles-after-momentum-0", "circles-after-activation"),
    ("circles-before-momentum-0", "circles-before-activation"),
    ("circles-forgotten-updates", "circles-after-activation"), ("B-forgotten-updates", "B"),
  ])
  func variationsChangeOnlyTheNormalization(name: String, original: String) throws {
    let (changed, old) = (
      try Checkout.library.resolve(name).spec, try Checkout.library.resolve(original).spec
    )
    #expect(try differences(name, from: original).allSatisfy { $0.contains("model[") })
    #expect(changed.model.count == old.model.count)
    for (one, other) in zip(changed.model, old.model) where one != other {
      #expect((one.name, other.name) == ("batch_norm", "batch_norm"))
    }
    #expect(changed.published.isEmpty)
  }

  /// C and D with a clipped loss differ from them in the loss alone.
  @Test(arguments: ["C", "D"]) func clippedNetworksDifferInTheirLoss(name: String) throws {
    #expect(try differences(name + "-clipped", from: name).allSatisfy { $0.hasPrefix("loss") })
    let spec = try Checkout.library.resolve(name + "-clipped").spec
    #expect(spec.loss == .categoricalCrossentropy(clip: ProbabilityClip(1e-7)))
    #expect(spec.published.isEmpty && spec.source == nil)
  }

  @Test(arguments: ["snippet-mlp", "snippet-cnn", "snippet-lstm"])
  func snippetsDifferInTheirNormalization(name: String) throws {
    #expect(try differences(name + "-bn", from: name) == ["model"])
    var model = try Checkout.library.resolve(name + "-bn").spec.model
    model.removeAll { $0 == .batchNorm(BatchNorm.Configuration()) }
    #expect(try model == Checkout.library.resolve(name).spec.model)
  }

  /// As printed, the dense layer with one unit follows the pooling; what follows it is added.
  @Test func theSnippetWithoutFlattenDiffersFromItOnly() throws {
    #expect(try differences("snippet-cnn-bn-no-flatten", from: "snippet-cnn-bn") == ["model"])
    let flat = try Checkout.library.resolve("snippet-cnn-bn").spec.model
    let printed = try Checkout.library.resolve("snippet-cnn-bn-no-flatten").spec.model
    #expect(printed.prefix(6) == flat.prefix(6))
    #expect(printed[6] == .dense(Dense.Configuration(units: 1)))
    #expect(printed.suffix(3) == flat.suffix(3))
  }

  @Test(arguments: ["cnn-64-dropout", "cnn-64-l2", "cnn-64-bn", "cnn-64-bn-dropout"])
  func cnnsDifferInTheirModelOnly(name: String) throws {
    #expect(try differences(name, from: "cnn-64").allSatisfy { $0.hasPrefix("model") })
  }

  /// In tf.keras 2 the moving variance follows the unbiased variance for images and the biased one for features.
  @Test func frameworksDifferInConventionsOnly() throws {
    let specs = try ["keras-3", "tf-keras-2", "keras-standalone", "pytorch"].map {
      try Checkout.library.resolve("frameworks-\($0)").spec
    }
    let norms = specs.map { spec in
      spec.model.compactMap { $0.configuration as? BatchNorm.Configuration }
    }
    #expect(
      norms.map { $0.map(\.movingVarianceEstimator) } == [
        [.biased, .biased, .biased], [.bessel, .bessel, .biased],
        [.kerasLegacy, .kerasLegacy, .kerasLegacy], [.bessel, .bessel, .bessel],
      ])
    #expect(norms.map { $0[0].momentum } == [.rate(0.99), .rate(0.99), .rate(0.99), .rate(0.9)])
    #expect(norms.map { $0[0].epsilon } == [1e-3, 1e-3, 1e-3, 1e-5])
    for spec in specs {
      #expect(spec.differences(from: specs[0]).allSatisfy { $0.path.description.hasPrefix("model") })
    }
  }
}
