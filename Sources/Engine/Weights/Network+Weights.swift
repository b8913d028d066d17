/// Why a network cannot take the tensors of a file.
public enum WeightsError: Error, Equatable, Sendable {
  case missing([String])
  case unexpected([String])
  case shape(tensor: String, found: [Int], expected: [Int])
}

extension WeightsError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missing(let names): "lacks the model's tensors \(names.joined(separator: ", "))"
    case .unexpected(let names):
      "has tensors that the model has no place for: \(names.joined(separator: ", "))"
    case .shape(let tensor, let found, let expected):
      "has \"\(tensor)\" in the shape \(found), but the model needs \(expected)"
    }
  }
}

extension Network {
  /// Replaces every parameter and statistic by the tensor of its name.
  /// - Throws: `WeightsError`, and the network stays as it is, unless names and shapes agree exactly.
  public mutating func load(_ tensors: [String: Tensor]) throws(WeightsError) {
    let own = namedTensors
    let names = Set(own.map(\.name))
    let missing = own.map(\.name).filter { tensors[$0] == nil }
    guard missing.isEmpty else { throw .missing(missing) }
    let unexpected = tensors.keys.filter { !names.contains($0) }.sorted()
    guard unexpected.isEmpty else { throw .unexpected(unexpected) }
    for (name, tensor) in own {
      guard let found = tensors[name]?.shape, found == tensor.shape else {
        throw .shape(tensor: name, found: tensors[name]?.shape ?? [], expected: tensor.shape)
      }
    }
    forEachTensor { name, value in
      if let tensor = tensors[name] { value = tensor }
    }
  }
}
