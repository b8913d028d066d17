import TestSupport
import Testing

@testable import Experiments
@testable import Schema

@Suite struct ExperimentSpecTests {
  private func decode(_ json: JSON) throws -> ExperimentSpec? {
    ExperimentSpec.codec.read(try located(json.pretty))
  }

  @Test func encodesWhatItDecodes() throws {
    for entry in try Checkout.library.entries() {
      var spec = try entry.experiment.get().spec
      spec.name = ""
      #expect(try decode(spec.json) == spec, "\(entry.name)")
    }
  }

  /// Every case of every choice with every key away from its default.
  @Test func encodesEveryKey() throws {
    let images = ImageOptions(pixels: .minMax, resize: 32, trainLimit: 10, testLimit: 5, layout: .rows)
    let files = FileSetSpec(trainX: "/a", trainY: "/b", testX: "/c", testY: "/d")
    var withImages = files
    withImages.images = images
    let datasets: [DatasetSpec] = [
      .circles(CirclesSpec(samples: 10, noise: nil, factor: 0.25, randomState: .max, trainSamples: 3)),
      .mnist(MNISTSpec(images: images)),
      .glyphs(GlyphsSpec(images: images, trainSamples: 7, testSamples: 8, randomState: 9)), .idx(withImages),
      .npy(files), .csv(CSVSpec(train: "/a", test: "/b", label: [.name("y")])),
      .csv(CSVSpec(train: "/a", test: "/b", label: [.index(3)])),
      .csv(CSVSpec(train: "/a", test: "/b", label: [.index(3), .name("y")])),
    ]
    for (index, dataset) in datasets.enumerated() {
      let spec = ExperimentSpec(
        name: "", title: "t", source: SourceSpec(tutorial: "x", url: "u"),
        published: Dictionary(uniqueKeysWithValues: Metric.allCases.map { ($0, 0.5) }), notes: ["n"],
        dataset: dataset, model: EveryKey.model, loss: EveryKey.losses[index % EveryKey.losses.count],
        optimizer: EveryKey.optimizers[index % EveryKey.optimizers.count], training: EveryKey.training,
        initialWeights: "/w")
      #expect(try decode(spec.json) == spec)
      #expect(ShapeCheck.problems(of: try located(spec.json.compact), SpecDocument.shape).isEmpty)
    }
  }

  @Test(arguments: EveryKey.optimizers) func encodesEveryOptimizer(optimizer: OptimizerSpec) throws {
    let json = OptimizerSpec.codec.write(optimizer)
    #expect(OptimizerSpec.codec.read(try located(json.compact)) == optimizer)
    #expect(ShapeCheck.problems(of: try located(json.compact), OptimizerSpec.codec.shape).isEmpty)
  }

  @Test(arguments: EveryKey.losses) func encodesEveryLoss(loss: LossSpec) throws {
    #expect(LossSpec.codec.read(try located(LossSpec.codec.write(loss).compact)) == loss)
  }

  /// INTERFACE's defaults, as the resolved spec of the shortest one states them.
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
        "last_batch":"keep","log_batches":false,"seed":1,"shuffle":true}}
        """)
  }

  /// The tables' blanks hold what the types' own defaults are, so that code and specs cannot differ.
  @Test func hasTheDefaultsOfTheTypes() throws {
    for (text, layer) in [
      ("batch_norm", LayerSpec.batchNorm(BatchNormSpec())), ("max_pool2d", .maxPool2D(PoolSpec())),
      ("average_pool2d", .averagePool2D(PoolSpec())), ("layer_norm", .layerNorm(LayerNormSpec())),
      ("group_norm", .groupNorm(GroupNormSpec())),
      ("leaky_relu", .linearUnit(.leakyReLU(negativeSlope: 0.3))), ("elu", .linearUnit(.elu(alpha: 1))),
      ("gelu", .linearUnit(.gelu(approximate: false))),
    ] {
      #expect(LayerSpec.codec.read(try located("\"\(text)\"")) == layer)
    }
    #expect(
      LayerSpec.codec.read(try located(#"{ "conv2d": { "filters": 2, "kernel_size": 3 } }"#))
        == .conv2d(Conv2DSpec(filters: 2, kernelSize: Size2D(height: 3, width: 3))))
    #expect(
      LayerSpec.codec.read(try located(#"{ "lstm": { "units": 2 } }"#)) == .lstm(LSTMSpec(units: 2)))
    #expect(DatasetSpec.codec.read(try located(#""circles""#)) == .circles(CirclesSpec()))
    #expect(DatasetSpec.codec.read(try located(#""glyphs""#)) == .glyphs(GlyphsSpec()))
    #expect(
      OptimizerSpec.codec.read(try located(#""adam""#))
        == .adam(learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8))
    #expect(
      InitializerSpec.codec.read(try located(#""random_uniform""#))
        == .randomUniform(minval: -0.05, maxval: 0.05))
    #expect(InitializerSpec.codec.read(try located(#""orthogonal""#)) == .orthogonal(gain: 1))
  }

  /// Keras's.
  @Test func hasTheDefaultsOfKeras() throws {
    for (text, regularizer) in [
      ("l1", RegularizerSpec.l1(0.01)), ("l2", .l2(0.01)), ("l1_l2", .l1l2(l1: 0.01, l2: 0.01)),
    ] {
      #expect(RegularizerSpec.codec.read(try located("\"\(text)\"")) == regularizer)
    }
    for (text, constraint) in [
      ("max_norm", ConstraintSpec.maxNorm(maxValue: 2, axis: .one(0))), ("non_neg", .nonNeg),
      ("unit_norm", .unitNorm(axis: .one(0))),
      ("min_max_norm", .minMaxNorm(minValue: 0, maxValue: 1, rate: 1, axis: .one(0))),
    ] {
      #expect(ConstraintSpec.codec.read(try located("\"\(text)\"")) == constraint)
    }
    #expect(
      OptimizerSpec.codec.read(
        try located(
          #"""
          { "sgd": { "learning_rate": { "exponential_decay":
            { "initial_learning_rate": 0.1, "decay_steps": 5, "decay_rate": 0.5 } } } }
          """#))?.learningRate
        == .schedule(
          .exponentialDecay(
            initialLearningRate: 0.1, decaySteps: 5, decayRate: 0.5, staircase: false), per: .step))
    #expect(
      OptimizerSpec.codec.read(try located(#"{ "adam": { "weight_decay": 0.5 } }"#))?.weightDecay
        == WeightDecaySpec(decay: 0.5, coupled: false, exempt: []))
  }

  @Test func readsBothFormsOfAChoice() throws {
    for text in [#""relu""#, #"{ "relu": {} }"#] {
      #expect(LayerSpec.codec.read(try located(text)) == .activation(.relu))
    }
    #expect(
      LossSpec.codec.read(try located(#""categorical_crossentropy""#))
        == .categoricalCrossentropy(fromLogits: false))
  }
}
