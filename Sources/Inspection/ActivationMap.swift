import Engine
import Training

/// What a hidden layer puts out for one sample, or the sample itself.
public struct ActivationMap: Equatable, Sendable {
  /// The layer's place in the model; nil for the network's input.
  public let index: Int?
  /// What stands behind the previous hidden layer, up to this one's activation: `dense relu`.
  public let name: String
  public let shape: SampleShape
  /// Row-major.
  public let values: [Float]
}

extension NetworkPlan {
  /// A hidden layer of the model: the places of its kernel and of what its map shows.
  struct HiddenLayer: Equatable {
    let kernel: Int
    let shown: Int
  }

  /// The layers with a kernel, without the last, which is the output. Each is shown behind its activation: the first
  /// before the next kernel, or the layer itself where there is none.
  var hiddenLayers: [HiddenLayer] {
    let kernels = layers.indices.filter { layers[$0].configuration.category == .kernel }
    return zip(kernels, kernels.dropFirst()).map { kernel, next in
      HiddenLayer(
        kernel: kernel,
        shown: (kernel..<next).first { layers[$0].configuration.category == .activation } ?? kernel)
    }
  }
}
