import Testing

@testable import Experiments

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
      .npy(files), .csv(CSVSpec(train: "/a", test: "/b", label: .name("y"))),
      .csv(CSVSpec(train: "/a", test: "/b", label: .index(3))),
    ]
    let initializers: [InitializerSpec] = [
      .zeros, .ones, .constant(value: -0.5), .randomUniform(minval: -1, maxval: 1),
      .randomNormal(mean: 1, stddev: 2), .glorotUniform, .glorotNormal, .heUniform, .heNormal, .lecunUniform,
      .lecunNormal,
    ]
    let size = Size2D(height: 3, width: 5)
    let model: [LayerSpec] =
      [
        .conv2d(
          Conv2DSpec(
            filters: 4, kernelSize: size, strides: size, padding: .pixels(2), useBias: false,
            kernelInitializer: .heNormal, biasInitializer: .ones)),
        .conv2d(Conv2DSpec(filters: 4, kernelSize: size, padding: .same)),
        .batchNorm(
          BatchNormSpec(
            momentum: 0, epsilon: 1, center: false, scale: false, axis: -1, movingVarianceEstimator: .bessel,
            updateMovingStatistics: false, trainable: false)),
        .maxPool2D(PoolSpec(poolSize: size, strides: size)),
        .averagePool2D(PoolSpec(strides: size)), .flatten,
      ] + ActivationSpec.allCases.map { .activation($0) }
      + initializers.map {
        .dense(DenseSpec(units: 2, useBias: false, kernelInitializer: $0, biasInitializer: $0))
      }
    let optimizers: [OptimizerSpec] = [
      .sgd(learningRate: 0.5, momentum: 0.25, nesterov: true),
      .rmsprop(learningRate: 0.5, rho: 0.25, epsilon: 0.1),
      .adam(learningRate: 0.5, beta1: 0.25, beta2: 0.125, epsilon: 0.1),
    ]
    let losses: [LossSpec] = [true, false].flatMap {
      [.binaryCrossentropy(fromLogits: $0), .categoricalCrossentropy(fromLogits: $0)]
    }
    let training = TrainingSpec(
      epochs: 7, batchSize: 3, shuffle: false, seed: .max, evaluateTrain: false, freezeBatchNormAfterEpoch: 0,
      logBatches: true)
    for (index, dataset) in datasets.enumerated() {
      let spec = ExperimentSpec(
        name: "", title: "t", source: SourceSpec(tutorial: "x", url: "u"),
        published: Dictionary(uniqueKeysWithValues: Metric.allCases.map { ($0, 0.5) }), notes: ["n"],
        dataset: dataset, model: model, loss: losses[index % losses.count],
        optimizer: optimizers[index % optimizers.count], training: training, initialWeights: "/w")
      #expect(try decode(spec.json) == spec)
      #expect(ShapeCheck.problems(of: try located(spec.json.compact), SpecDocument.shape).isEmpty)
    }
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
        {"batch_norm":{"center":true,"epsilon":0.001,"momentum":0.99,\
        "moving_variance_estimator":"biased","scale":true,"trainable":true,"update_moving_statistics":true}},\
        {"max_pool2d":{"pool_size":2}},"sigmoid"],"notes":[],\
        "optimizer":{"sgd":{"learning_rate":0.01,"momentum":0,"nesterov":false}},"published":{},\
        "training":{"batch_size":32,"epochs":3,"evaluate_train":true,\
        "log_batches":false,"seed":1,"shuffle":true}}
        """)
  }

  /// The tables' blanks hold what the types' own defaults are, so that code and specs cannot differ.
  @Test func hasTheDefaultsOfTheTypes() throws {
    for (text, layer) in [
      ("batch_norm", LayerSpec.batchNorm(BatchNormSpec())), ("max_pool2d", .maxPool2D(PoolSpec())),
      ("average_pool2d", .averagePool2D(PoolSpec())),
    ] {
      #expect(LayerSpec.codec.read(try located("\"\(text)\"")) == layer)
    }
    #expect(
      LayerSpec.codec.read(try located(#"{ "conv2d": { "filters": 2, "kernel_size": 3 } }"#))
        == .conv2d(Conv2DSpec(filters: 2, kernelSize: Size2D(height: 3, width: 3))))
    #expect(DatasetSpec.codec.read(try located(#""circles""#)) == .circles(CirclesSpec()))
    #expect(DatasetSpec.codec.read(try located(#""glyphs""#)) == .glyphs(GlyphsSpec()))
    #expect(
      OptimizerSpec.codec.read(try located(#""adam""#))
        == .adam(learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8))
    #expect(
      InitializerSpec.codec.read(try located(#""random_uniform""#))
        == .randomUniform(minval: -0.05, maxval: 0.05))
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
