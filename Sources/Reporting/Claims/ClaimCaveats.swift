import Engine
import Experiments
import Text

extension FigureCondition {
  /// What a reader must know about the experiments of a claim, a sentence each: that they have different data, or that the
  /// layers are not the same ones of their networks.
  /// - Parameter experiments: by the names that the claim uses.
  func caveats(_ experiments: [String: ExperimentSummary]) -> [String] {
    dataCaveats(experiments) + layerCaveats(experiments)
  }

  /// Each experiment against the first one.
  private func dataCaveats(_ experiments: [String: ExperimentSummary]) -> [String] {
    let names = figures.map(\.experiment).distinct
    guard let first = names.first, let base = experiments[first] else { return [] }
    return DataDifference.remarks(
      names.dropFirst().compactMap { name in
        guard let other = experiments[name], let difference = DataDifference(base, minus: other),
          difference.kind == .samples
        else { return nil }
        return (ExperimentPair(first, minus: name).label, difference)
      })
  }

  /// A layer is given by its index, which counts layers of every kind. A layer inserted before it makes the same index
  /// another layer.
  private func layerCaveats(_ experiments: [String: ExperimentSummary]) -> [String] {
    var places: [(experiment: String, layers: [NumberedLayer])] = []
    for figure in figures {
      guard case .layer(let layer) = figure.quantity, let index = layer.layer.index,
        let model = experiments[figure.experiment]?.runs.first?.spec?.model, index < model.count
      else { continue }
      let numbered = NumberedLayer(index, in: model)
      if let place = places.firstIndex(where: { $0.experiment == figure.experiment }) {
        places[place].layers.append(numbered)
      } else {
        places.append((figure.experiment, [numbered]))
      }
    }
    guard let first = places.first,
      let other = places.dropFirst().first(where: {
        Set($0.layers.map(\.identity)) != Set(first.layers.map(\.identity))
      })
    else { return [] }
    let texts = [first, other].map { place in
      "in \(place.experiment) " + place.layers.map(\.text).joined(separator: " and ")
    }
    return ["Not the same layers: \(texts.joined(separator: ", "))."]
  }
}

/// A layer of a model with its number among the layers of its kind.
private struct NumberedLayer {
  /// What layers of two networks have in common if they have the same place in them.
  struct Identity: Hashable {
    /// `activation`, for instance, whatever its function is.
    let kind: String
    /// Counted from 1.
    let number: Int
  }

  let identity: Identity
  /// `layer 3 is relu, activation 2`
  let text: String

  init(_ index: Int, in model: [LayerSpec]) {
    let kinds = model[...index].map(\.kindOfPlace)
    identity = Identity(kind: kinds[index], number: kinds.count { $0 == kinds[index] })
    let name = model[index].name
    text =
      "layer \(index) is \(name == identity.kind ? "" : "\(name), ")\(identity.kind) \(identity.number)"
  }
}

extension LayerSpec {
  /// Layers of one kind can stand for each other: `dense` and `conv2d`, `relu` and `tanh`.
  fileprivate var kindOfPlace: String {
    switch configuration.category {
    case .kernel: "weighted layer"
    case .activation: "activation"
    case .other: name
    }
  }
}
