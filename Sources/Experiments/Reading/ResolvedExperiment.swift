import Engine
import Schema
import Text

/// An experiment that is ready to run. It remembers where in the spec files its values are.
public struct ResolvedExperiment: Sendable {
  public var spec: ExperimentSpec
  /// The name without overrides.
  public private(set) var baseName: String
  /// The overrides that have an effect, sorted by their keys; none if the experiment was given a name of its own.
  public private(set) var overrides: [Override]
  /// The spec file, the file that it extends, and so on, as messages show them.
  public let files: [String]
  /// The absolute path of the folder of the spec's file; nil if it is built in or the record of a run.
  public let folder: String?
  /// Whether it is known by the record of a run alone.
  public let isRecorded: Bool
  /// The merged content of the files with the overrides, but without the defaults.
  let content: LocatedJSON
  private let modelPlace: ModelProblemPlace
  /// The experiments that this one extends and that evaluate the training set, if it does not itself.
  private var evaluatingBases: [String]

  /// - Parameters:
  ///   - name: the name without overrides.
  ///   - chain: the spec, the spec that it extends, and so on; not empty.
  ///   - overrides: in any order.
  ///   - entry: where a study defines the experiment; nil if none does.
  /// - Throws: `SpecError` with everything that is wrong.
  init(
    name: String, chain: [SpecDocument], overrides: [Override], entry: StudyEntry? = nil
  ) throws(SpecError) {
    // An insertion of null has no effect, but its number must be right, too.
    let edits = overrides.compactMap(\.edit)
    let overrides = Override.effective(overrides)
    guard var (content, problems) = SpecDocument.merged(chain) else {
      throw SpecError(SpecProblem(at: nil, .unreadable))
    }
    // A model that is written out leaves nothing of edits before it.
    let isModelReplaced = overrides.contains { $0.path.dotted == "model" }
    let editing = isModelReplaced ? nil : chain.first { !$0.edits.isEmpty || $0.content["model"] != nil }
    let modelPlace = ModelProblemPlace(
      name: name, overrides: overrides, edits: editing?.edits ?? [], entry: entry)
    let unchanged = content
    content = TrainingRule.withoutReplacedLength(content, by: overrides)
    for override in overrides where override.action == .replace {
      do {
        try override.apply(to: &content, SpecDocument.shape)
      } catch {
        problems.append(error)
      }
    }
    // Before the edits, so that messages have the numbers in which the overrides count.
    problems += SpecDocument.problems(of: content)
    problems += Self.overridesOfRemovedLayers(overrides) + ModelEdit.apply(edits, to: &content)
    // A layer that is wrong may be the one that the loss needs.
    if !problems.contains(where: { $0.path.steps.first == .key("model") }) {
      problems += LossRule.problems(in: content, modelPlace)
    }
    problems += TrainingRule.problems(in: content) + PublishedEpochs.problems(in: content, files: unchanged)
    guard problems.isEmpty else {
      throw SpecError(
        Self.sorted(problems, overrides.map(\.value.location.source) + chain.map(\.source)))
    }
    guard var spec = ExperimentSpec.codec.read(content) else {
      throw SpecError(SpecProblem(at: content.location, .unreadable))
    }
    spec.name = Variant.name(of: name, overrides: overrides)
    if let problem = Variant.problem(ofName: spec.name) {
      throw SpecError(SpecProblem(at: content.location, .other(problem)))
    }
    spec.markDrawnDigits()
    if overrides.contains(where: \.changesLayers) { spec.title = spec.title.map { "\($0) (altered)" } }
    self.spec = spec
    baseName = name
    self.overrides = overrides
    self.content = content
    self.modelPlace = modelPlace
    evaluatingBases = spec.training.evaluateTrain ? [] : Self.evaluatingBases(of: chain)
    files = chain.map(\.source.name)
    folder = chain.first.flatMap { $0.isBuiltIn || $0.isRecord ? nil : $0.source.directory }
    isRecorded = chain.first?.isRecord ?? false
  }

  /// The same experiment under a name of its own, which says nothing of its overrides. It has no published figures if they
  /// make it another experiment than the published one, and no other run serves it.
  public func named(_ name: String) -> ResolvedExperiment {
    var experiment = self
    if overrides.contains(where: \.altersExperiment) { experiment.spec.published = [:] }
    experiment.spec.name = name
    (experiment.baseName, experiment.overrides, experiment.evaluatingBases) = (name, [], [])
    return experiment
  }

  /// - Parameter chain: the spec, the spec that it extends, and so on.
  private static func evaluatingBases(of chain: [SpecDocument]) -> [String] {
    chain.indices.dropFirst().compactMap { index in
      let stated = SpecDocument.merged(Array(chain[index...]))?.content["training"]?["evaluate_train"]
      return stated?.json == .boolean(false) || chain[index].name == chain[0].name ? nil : chain[index].name
    }
  }

  /// Replacements of a layer that is also removed, or of a value inside it. They would be silently dropped.
  private static func overridesOfRemovedLayers(_ overrides: [Override]) -> [SpecProblem] {
    let removed = overrides.filter { $0.action == .remove }.map(\.path.steps)
    return overrides.filter { $0.action == .replace }.compactMap { override in
      guard let entry = removed.first(where: override.path.steps.starts(with:)),
        case .index(let index) = entry.last
      else { return nil }
      return SpecProblem(at: override.value.location, path: override.path, .edit(.overrideOfRemoved(index)))
    }
  }

  /// The problems in the order of these sources, and within a source by location.
  private static func sorted(_ problems: [SpecProblem], _ sources: [SpecSource]) -> [SpecProblem] {
    func rank(_ problem: SpecProblem) -> (Int, Int, Int) {
      guard let location = problem.location else { return (-1, 0, 0) }
      return (sources.firstIndex(of: location.source) ?? sources.count, location.line, location.column)
    }
    return problems.sorted { rank($0) < rank($1) }
  }

  /// The names of experiments whose runs have the weights and may have all figures of this one, in the order in which they
  /// are looked for: the same without an override of `training.evaluate_train`, this one itself, the same with `true`
  /// there, and those that a spec file extends only to evaluate less.
  public var servingNames: [String] {
    func isOfEvaluation(_ override: Override) -> Bool { override.path.dotted == "training.evaluate_train" }
    let plain = overrides.filter { !isOfEvaluation($0) }
    var names = [Variant.name(of: baseName, overrides: plain), spec.name]
    if let evaluation = try? Override(parsing: "training.evaluate_train=true", currentDirectory: "/") {
      let evaluating =
        plain.count == overrides.count
        ? plain + [evaluation] : overrides.map { isOfEvaluation($0) ? evaluation : $0 }
      names.append(Variant.name(of: baseName, overrides: evaluating))
      names += evaluatingBases.flatMap { base in
        [Variant.name(of: base, overrides: plain), Variant.name(of: base, overrides: evaluating)]
      }
    }
    // No run can have a name that is too long for a folder.
    return names.filter { Variant.problem(ofName: $0) == nil }.distinct
  }

  /// The spec with every default written out.
  public var json: JSON { spec.json }

  /// The location of a value in the files. For a default, which is in no file, the location of the nearest value
  /// around it.
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

  /// An error in a value of this spec that only another module can find, for instance that a layer does not fit the
  /// shape of its input. If overrides or edits made the model, it names them.
  public func error(at keyPath: String, _ message: String) -> SpecError {
    SpecError(modelPlace.problem(at: SpecPath(keyPath) ?? SpecPath(), location(of: keyPath), message))
  }
}

/// A loss that is computed together with the last activation requires that the model ends in this activation.
enum LossRule {
  /// Empty if the loss or the last layer cannot be read: the check of the shapes then reports why.
  static func problems(in content: LocatedJSON, _ place: ModelProblemPlace) -> [SpecProblem] {
    guard let loss = content["loss"].flatMap(Loss.codec.read), let layers = content["model"]?.elements,
      let last = layers.last, let layer = LayerSpec.codec.read(last), let needed = loss.requiredActivation,
      layer.name != needed
    else { return [] }
    return [
      place.problem(
        at: SpecPath([.key("model"), .index(layers.count - 1)]), last.location,
        "\(loss.name) needs a model that ends in \"\(needed)\", but this one ends in \"\(layer.name)\";"
          + #" or set { "\#(loss.name)": { "from_logits": true } }"#)
    ]
  }
}

extension ExperimentSpec {
  /// Drawn digits can replace MNIST. The figures that were published for MNIST do not apply to them.
  fileprivate mutating func markDrawnDigits() {
    guard case .glyphs = dataset else { return }
    published = [:]
    let remark = " (here on drawn digits, not MNIST)"
    // The record of a run has it already.
    if let title, title.contains("MNIST"), !title.contains(remark) { self.title = title + remark }
  }
}
