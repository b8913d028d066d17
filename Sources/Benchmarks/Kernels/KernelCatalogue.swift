import Engine

/// The kernels that are measured. Their shapes are those of networks of the tutorials: the MNIST perceptron with batches
/// of 128 samples and LeNet-5 with batches of 64.
enum KernelCatalogue {
  /// (samples, inputs, outputs) of the three large layers of the perceptron.
  static let products = [(128, 784, 1024), (128, 1024, 512), (128, 512, 256)]
  static let productMean = "gemm/geometric-mean"
  static let perceptronBatch = 128
  static let lenetBatch = 64
  /// (channels, side of the images, filters) of the two convolutions of LeNet-5.
  static let convolutions = [(1, 32, 6), (6, 14, 16)]
  static let convolutionKernel = 5

  /// The matrix products.
  static var productLines: [KernelBenchmark] {
    products.flatMap { samples, inputs, outputs in
      Workload.Pass.allCases.map { pass in
        KernelBenchmark("gemm/\(samples)x\(inputs)x\(outputs)/\(pass.rawValue)", isArithmetic: true) {
          .dense(samples: samples, inputs: inputs, outputs: outputs, pass)
        }
      }
    }
  }

  /// The lines after those of the matrix products.
  /// - Parameter perceptron: the network whose parameters the optimizers update.
  static func otherLines(perceptron: @escaping () throws -> Network) -> [KernelBenchmark] {
    convolutionLines + poolingLines + activationLines + [lossLine] + normalizationLines
      + optimizerLines(perceptron) + gatheringLines
  }

  private static var convolutionLines: [KernelBenchmark] {
    convolutions.flatMap { channels, side, filters in
      let output = side - convolutionKernel + 1
      return Workload.Pass.allCases.map { pass in
        let shapes = "\(channels)x\(side)x\(side)-\(filters)x\(output)x\(output)"
        return KernelBenchmark("conv2d/\(shapes)/\(pass.rawValue)", isArithmetic: true) {
          .convolution(
            samples: lenetBatch, channels: channels, filters: filters,
            window: try window(side: side, kernel: convolutionKernel, stride: 1), pass)
        }
      }
    }
  }

  private static let image = SampleShape.image(channels: 6, height: 28, width: 28)
  private static let features = SampleShape.features(1024)

  private static var poolingLines: [KernelBenchmark] {
    [("average_pool2d", Pooling.Kind.average), ("max_pool2d", .max)].flatMap { name, kind in
      pair(
        "\(name)/\(lenetBatch)x6x28x28", input: image, samples: lenetBatch,
        reads: kind == .max ? [.input, .output] : []
      ) {
        Pooling(kind, channels: 6, window: try window(side: 28, kernel: 2, stride: 2))
      }
    }
  }

  private static var activationLines: [KernelBenchmark] {
    pair("tanh/\(lenetBatch)x6x28x28", input: image, samples: lenetBatch, reads: [.output]) {
      Activation(.tanh, shape: image)
    }
      + pair("relu/\(perceptronBatch)x1024", input: features, samples: perceptronBatch, reads: [.output]) {
        Activation(.relu, shape: features)
      }
  }

  private static var lossLine: KernelBenchmark {
    KernelBenchmark("categorical_crossentropy/\(perceptronBatch)x10") {
      .loss(.categoricalCrossentropy(), outputs: 10, samples: perceptronBatch)
    }
  }

  private static var normalizationLines: [KernelBenchmark] {
    pair("batch_norm/\(perceptronBatch)x1024", input: features, samples: perceptronBatch, reads: [.input]) {
      BatchNorm(shape: features)
    }
      + pair("batch_norm/\(lenetBatch)x6x28x28", input: image, samples: lenetBatch, reads: [.input]) {
        BatchNorm(shape: image)
      }
  }

  private static func optimizerLines(_ perceptron: @escaping () throws -> Network) -> [KernelBenchmark] {
    let optimizers: [(String, Optimizer.Configuration)] = [
      ("sgd", .sgd(learningRate: 0.01, momentum: 0.9, nesterov: false)),
      ("rmsprop", .rmsprop(learningRate: 0.001, rho: 0.9, epsilon: 1e-7)),
      ("adam", .adam(learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8)),
    ]
    return optimizers.map { name, optimizer in
      KernelBenchmark("optimizer/\(name)") { .update(optimizer, of: try perceptron()) }
    }
  }

  private static var gatheringLines: [KernelBenchmark] {
    [
      // The samples are too many for any cache.
      KernelBenchmark("gather/\(perceptronBatch)x784") {
        .gathering(.features(784), samples: perceptronBatch, of: 20_000)
      },
      KernelBenchmark("gather/\(lenetBatch)x1x32x32") {
        .gathering(.image(channels: 1, height: 32, width: 32), samples: lenetBatch, of: 16_000)
      },
    ]
  }

  /// The forward and the backward pass of a layer.
  /// - Parameter reads: the arrays that the backward pass reads besides the gradient.
  private static func pair(
    _ name: String, input: SampleShape, samples: Int, reads: Set<Workload.BackwardSource>,
    _ layer: @escaping () throws -> some Layer
  ) -> [KernelBenchmark] {
    [
      KernelBenchmark(name + "/forward") {
        .forward(try layer(), input: input, samples: samples)
      },
      KernelBenchmark(name + "/backward") {
        .backward(try layer(), input: input, samples: samples, reads: reads)
      },
    ]
  }

  private static func window(side: Int, kernel: Int, stride: Int) throws -> Window {
    try Window(
      input: .init(height: side, width: side), kernel: .init(height: kernel, width: kernel),
      strides: .init(height: stride, width: stride), padding: .valid)
  }
}
