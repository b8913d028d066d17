import Engine
import Schema

/// An experiment ready to run, with the places in the files that its values came from.
public struct ResolvedExperiment: Sendable {
  public var spec: ExperimentSpec
  /// The name without the overrides.
  public let baseName: String
  /// In the order of their paths.
  public let overrides: [Override]
  /// The spec's file, the one that it extends, and so on, as messages name them.
  public let files: [String]
  let content: LocatedJSON

  /// - Parameter chain: the spec, what it extends, what that extends, and so on; not empty.
  /// - Throws: `ExperimentError` with everything that is wrong.
  init(name: String, chain: [SpecDocument], overrides: [Override]) throws(ExperimentError) {
    let overrides = Override.effective(overrides)
    guard var content = SpecDocument.merged(chain) else {
      throw ExperimentError(SpecProblem(at: nil, .unreadable))
    }
    var problems: [SpecProblem] = []
    for override in overrides {
      do {
        try override.apply(to: &content, SpecDocument.shape)
      } catch {
        problems.append(error)
      }
    }
    problems += ShapeCheck.problems(of: content, SpecDocument.shape)
    problems += LossRule.problems(in: content)
    guard problems.isEmpty else {
      throw ExperimentError(
        Self.sorted(problems, overrides.map(\.value.location.source) + chain.map(\.source)))
    }
    guard var spec = ExperimentSpec.codec.read(content) else {
      throw ExperimentError(SpecProblem(at: content.location, .unreadable))
    }
    spec.name = Variant.name(of: name, overrides: overrides)
    spec.markDrawnDigits()
    self.spec = spec
    baseName = name
    self.overrides = overrides
    self.content = content
    files = chain.map(\.source.name)
  }

  /// In the order of their sources, and in each by their places.
  private static func sorted(_ problems: [SpecProblem], _ sources: [SpecSource]) -> [SpecProblem] {
    func rank(_ problem: SpecProblem) -> (Int, Int, Int) {
      guard let location = problem.location else { return (-1, 0, 0) }
      return (sources.firstIndex(of: location.source) ?? sources.count, location.line, location.column)
    }
    return problems.sorted { rank($0) < rank($1) }
  }

  /// The spec with every default written out.
  public var json: JSON { spec.json }

  /// Where a value stands in the files, or, where it is a default, the nearest thing around it.
  /// - Parameter keyPath: such as `model[3].dense.units`.
  public func location(of keyPath: String) -> SpecLocation {
    var place = content
    for step in SpecPath(keyPath)?.steps ?? [] {
      switch step {
      case .key(let name):
        guard let value = place[name] ?? place.chosen.flatMap({ $0.name == name ? $0.options : nil }) else {
          return place.location
        }
        place = value
      case .index(let index):
        guard let elements = place.elements, elements.indices.contains(index) else { return place.location }
        place = elements[index]
      }
    }
    return place.location
  }

  /// An error about a value of this spec that was found elsewhere, such as a layer that does not fit its input.
  public func error(at keyPath: String, _ message: String) -> ExperimentError {
    ExperimentError(
      SpecProblem(at: location(of: keyPath), path: SpecPath(keyPath) ?? SpecPath(), .other(message)))
  }
}

/// A loss that folds in the last layer needs the model to end in that layer.
enum LossRule {
  /// Empty where the loss or the last layer cannot be read: the check of the shapes says why.
  static func problems(in content: LocatedJSON) -> [SpecProblem] {
    guard let loss = content["loss"].flatMap(Loss.codec.read), let layers = content["model"]?.elements,
      let last = layers.last, let layer = LayerSpec.codec.read(last), let needed = loss.requiredActivation,
      layer.name != needed
    else { return [] }
    return [
      SpecProblem(
        at: last.location, path: SpecPath([.key("model"), .index(layers.count - 1)]),
        .other(
          "\(loss.name) needs a model that ends in \"\(needed)\", but this one ends in \"\(layer.name)\";"
            + #" or set { "\#(loss.name)": { "from_logits": true } }"#))
    ]
  }
}

extension ExperimentSpec {
  /// Drawn digits stand in for MNIST where there is none; what was published of MNIST is no figure of theirs.
  fileprivate mutating func markDrawnDigits() {
    guard case .glyphs = dataset else { return }
    published = [:]
    if let title, title.contains("MNIST") { self.title = title + " (here on drawn digits, not MNIST)" }
  }
}
