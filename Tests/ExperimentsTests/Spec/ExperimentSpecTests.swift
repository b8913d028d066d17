import Datasets
import TestSupport
import Testing

@testable import Engine
@testable import Experiments
@testable import Schema

@Suite struct ExperimentSpecTests {
  private func decode(_ json: JSON) throws -> ExperimentSpec? {
    ExperimentSpec.codec.read(try located(json.pretty))
  }

  @Test func writesWhatItReads() throws {
    for entry in try Checkout.library.entries() {
      var spec = try entry.experiment.get().spec
      spec.name = ""
      #expect(try decode(spec.json) == spec, "\(entry.name)")
    }
  }

  /// Finished runs are compared with their specs as written, so that a key that is added to a table must not appear where
  /// it is not used.
  @Test func addedKeysAreWrittenOnlyIfTheyAreUsed() throws {
    let texts = try Checkout.library.entries().filter {
      ["C", "lenet5-bn", "snippet-lstm-bn"].contains($0.name)
    }
    .map { try $0.experiment.get().spec.json.compact }
    #expect(texts.count == 3)
    for text in texts {
      for key in ["clip", "evaluation_batch_size", "inference_statistics", "debias_moving_statistics"] {
        #expect(!text.contains("\"\(key)\""), "\(key)")
      }
      // Batch normalization has had it from the start.
      let trainable = text.split(separator: "\"trainable\"").count - 1
      #expect(trainable == text.split(separator: "\"batch_norm\"").count - 1)
    }
  }

  /// Every case of every choice, with every key at a value that is not its default.
  @Test func writesEveryKey() throws {
    let images = ImagePreparation(
      scaling: .minMax, resize: 32, trainLimit: 10, testLimit: 5, layout: .rows)
    let files = FileSet(trainX: "/a", trainY: "/b", testX: "/c", testY: "/d")
    let datasets: [DataSource] = [
      .circles(Circles(samples: 10, noise: nil, factor: 0.25, randomState: .max, trainSamples: 3)),
      .mnist(MNIST(images: images)),
      .glyphs(Glyphs(images: images, trainSamples: 7, testSamples: 8, randomState: 9)),
      .shapes(Shapes(size: 20, trainSamples: 7, testSamples: 8, noise: 0.25, randomState: 9)),
      .idx(IDXFiles(files: files, images: images)),
      .npy(NPYFiles(files: files)), .csv(CSVFiles(train: "/a", test: "/b", labels: [.name("y")])),
      .csv(CSVFiles(train: "/a", test: "/b", labels: [.index(3)])),
      .csv(CSVFiles(train: "/a", test: "/b", labels: [.index(3), .name("y")])),
    ]
    for dataset in datasets {
      let spec = ExperimentSpec(
        name: "", title: "t", source: SourceSpec(tutorial: "x", url: "u", place: "w"),
        published: EveryKey.published, notes: ["n"],
        dataset: dataset, model: EveryKey.model, loss: .categoricalCrossentropy(fromLogits: true),
        optimizer: EveryKey.optimizer, training: EveryKey.training,
        initialWeights: "/w")
      #expect(try decode(spec.json) == spec)
      #expect(ShapeCheck.problems(of: try located(spec.json.compact), SpecDocument.shape).isEmpty)
    }
  }

  @Test func writesTheStepsOfATraining() throws {
    let json = TrainingSpec.keys.write(EveryKey.steps)
    #expect(json["epochs"] == nil && json["steps"] == .integer(7) && json["steps_per_epoch"] == .integer(2))
    #expect(TrainingSpec.keys.read(try located(json.compact)) == EveryKey.steps)
  }

  /// The resolved spec of a short one contains all defaults.
  @Test func writesEveryDefaultOut() throws {
    let resolved = try resolve(
      spec([
        "model": #"[{ "dense": { "units": 1 } }, "batch_norm", "max_pool2d", "sigmoid"]"#,
        "dataset": #""mnist""#,
      ]))
    #expect(
      resolved.spec.json.canonical == """
        {"dataset":{"mnist":{"pixels":"0-1"}},"loss":{"binary_crossentropy":{"from_logits":false}},\
        "model":[{"dense":{"bias_initializer":"zeros","kernel_initializer":"glorot_uniform","units":1,"use_bias":true}},\
        {"batch_norm":{"beta_initializer":"zeros","center":true,"epsilon":0.001,"gamma_initializer":"ones",\
        "momentum":0.99,"moving_mean_initializer":"zeros","moving_variance_estimator":"biased",\
        "moving_variance_initializer":"ones","refuse_single_values":false,"scale":true,"trainable":true,\
        "update_moving_statistics":true}},\
        {"max_pool2d":{"pool_size":2}},"sigmoid"],"notes":[],\
        "optimizer":{"sgd":{"learning_rate":0.01,"momentum":0,"nesterov":false}},"published":{},\
        "training":{"batch_size":32,"epochs":3,"evaluate_train":true,\
        "last_batch":"keep","log_batches":false,"on_divergence":"continue","seed":1,"shuffle":true}}
        """)
  }

  /// The defaults of the key tables are those of the types, so that specs and code agree.
  @Test func hasTheDefaultsOfTheTypes() throws {
    for (text, layer) in [
      ("batch_norm", LayerSpec.batchNorm(BatchNorm.Configuration())),
      ("max_pool2d", .pooling(.init(kind: .max))),
      ("average_pool2d", .pooling(.init(kind: .average))),
      ("layer_norm", .layerNorm(LayerNorm.Configuration())),
      ("group_norm", .groupNorm(GroupNorm.Configuration())),
      ("instance_norm", .instanceNorm(InstanceNorm.Configuration())),
      ("local_response_norm", .localResponseNorm(LocalResponseNorm.Configuration())),
      ("leaky_relu", .linearUnit(.leakyRelu(negativeSlope: 0.3))), ("elu", .linearUnit(.elu(alpha: 1))),
      ("gelu", .linearUnit(.gelu(approximate: false))),
    ] {
      #expect(LayerSpec.codec.read(try located("\"\(text)\"")) == layer)
    }
    #expect(
      LayerSpec.codec.read(try located(#"{ "conv2d": { "filters": 2, "kernel_size": 3 } }"#))
        == .conv2d(Conv2D.Configuration(filters: 2, kernelSize: Window.Size(height: 3, width: 3))))
    #expect(
      LayerSpec.codec.read(try located(#"{ "lstm": { "units": 2 } }"#)) == .lstm(LSTM.Configuration(units: 2))
    )
    #expect(DataSource.codec.read(try located(#""circles""#)) == .circles(Circles()))
    #expect(DataSource.codec.read(try located(#""glyphs""#)) == .glyphs(Glyphs()))
    #expect(
      Initializer.codec.read(try located(#""random_uniform""#))
        == .randomUniform(minval: -0.05, maxval: 0.05))
    #expect(Initializer.codec.read(try located(#""orthogonal""#)) == .orthogonal(gain: 1))
  }

  /// Regularizers and constraints have the defaults of Keras.
  @Test func hasTheDefaultsOfKeras() throws {
    for (text, regularizer) in [
      ("l1", Regularizer.l1(0.01)), ("l2", .l2(0.01)), ("l1_l2", .l1l2(l1: 0.01, l2: 0.01)),
    ] {
      #expect(Regularizer.codec.read(try located("\"\(text)\"")) == regularizer)
    }
    for (text, constraint) in [
      ("max_norm", Constraint.maxNorm(2, axes: .one(0))), ("non_neg", .nonNegative),
      ("unit_norm", .unitNorm(axes: .one(0))),
      ("min_max_norm", .minMaxNorm(minimum: 0, maximum: 1, rate: 1, axes: .one(0))),
    ] {
      #expect(Constraint.codec.read(try located("\"\(text)\"")) == constraint)
    }
  }

  @Test func readsBothFormsOfAChoice() throws {
    for text in [#""relu""#, #"{ "relu": {} }"#] {
      #expect(LayerSpec.codec.read(try located(text)) == .activation(.relu))
    }
  }
}
