/// Why a network cannot take the tensors of a file. Descriptions continue a sentence that begins with the file's name.
public enum WeightsError: Error, Equatable, Sendable {
  /// Tensors of the model that the file lacks, and all that it has.
  case missing([String], has: [String])
  /// Tensors of the file that the model does not have.
  case unexpected([String])
  /// A tensor whose shape differs from that in the model.
  case shape(tensor: String, found: [Int], expected: [Int])
}

extension WeightsError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missing(let names, let has):
      "lacks the model's tensors \(Self.listed(names, limit: 4)); it has"
        + " \(has.isEmpty ? "none" : Self.listed(has, limit: 4));"
        + " names are those of torch.nn.Sequential: the number of the model's entry, from 0"
    case .unexpected(let names): "has tensors that the model has no place for: \(Self.listed(names))"
    case .shape(let tensor, let found, let expected):
      "has \"\(Self.shortened(tensor))\" in the shape \(found), but the model needs \(expected)"
    }
  }

  /// The first names; a file may hold any number, of any length.
  private static func listed(_ names: [String], limit: Int = 8) -> String {
    let rest = names.count > limit ? " and \(names.count - limit) more" : ""
    return names.prefix(limit).map(shortened).joined(separator: ", ") + rest
  }

  private static func shortened(_ name: String) -> String {
    name.count <= 40 ? name : name.prefix(39) + "…"
  }
}

extension Network {
  /// Replaces each parameter and each statistic by the tensor with its name.
  /// - Throws: `WeightsError` unless names and shapes agree exactly; the network is then unchanged.
  public mutating func load(_ tensors: [String: Tensor]) throws(WeightsError) {
    let current = namedTensors
    let names = Set(current.map(\.name))
    let missing = current.map(\.name).filter { tensors[$0] == nil }
    guard missing.isEmpty else { throw .missing(missing, has: tensors.keys.sorted()) }
    let unexpected = tensors.keys.filter { !names.contains($0) }.sorted()
    guard unexpected.isEmpty else { throw .unexpected(unexpected) }
    for (name, tensor) in current {
      guard let found = tensors[name]?.shape, found == tensor.shape else {
        throw .shape(tensor: name, found: tensors[name]?.shape ?? [], expected: tensor.shape)
      }
    }
    forEachTensor { name, value in
      if let tensor = tensors[name] { value = tensor }
    }
  }
}
