import Engine
import Experiments
import Training

/// The output of a layer for one sample, or the sample itself, to be drawn.
public struct ActivationMap: Equatable, Sendable {
  /// The index in the model of the layer whose output is shown; nil for the input of the network.
  public let index: Int?
  /// The layer; an activation with the hidden layer that it belongs to: `dense relu`.
  public let name: String
  public let shape: SampleShape
  /// The values of `shape` in row-major order.
  public let values: [Float]
}

extension NetworkPlan {
  /// A hidden layer of the model.
  struct HiddenLayer: Equatable {
    /// The index of the layer with the kernel.
    let kernel: Int
    /// The index of the layer whose output the map shows.
    let shown: Int
  }

  /// All layers with a kernel except the last, which is the output layer. The map of a hidden layer shows the output of
  /// its activation, that is, of the first activation before the next kernel. If there is none, it shows the output of
  /// the layer itself.
  var hiddenLayers: [HiddenLayer] {
    let kernels = layers.indices.filter { layers[$0].configuration.category == .kernel }
    return zip(kernels, kernels.dropFirst()).map { kernel, next in
      HiddenLayer(
        kernel: kernel,
        shown: (kernel..<next).first { layers[$0].configuration.category == .activation } ?? kernel)
    }
  }

  /// The layers that are worth a look: the hidden layers' activations.
  public var hiddenPlaces: [LayerPlace] { hiddenLayers.map { .index($0.shown) } }

  /// The places of the batch normalizations.
  public var normalizationPlaces: [LayerPlace] {
    layers.indices.filter { layers[$0].configuration is BatchNorm.Configuration }.map { .index($0) }
  }
}
