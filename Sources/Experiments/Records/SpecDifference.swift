import Schema

/// A value in which two specs differ.
public struct SpecDifference: Equatable, Sendable {
  /// The key that differs, such as `training.epochs` or `model[1]`.
  public let path: SpecPath
  /// Nil if the old spec has no such value.
  public let old: JSON?
  /// Nil if the new spec has no such value.
  public let new: JSON?
}

extension SpecDifference: CustomStringConvertible {
  /// `training.epochs: 10 → 20`, long values cut off.
  public var description: String { "\(path): \(Self.short(old)) → \(Self.short(new))" }

  private static func short(_ value: JSON?) -> String {
    let text = value?.compact ?? "nothing"
    return text.count <= 60 ? text : text.prefix(57) + "..."
  }
}

extension ExperimentSpec {
  /// Keys that do not change what a run computes: descriptions; the seed, which the name of the run folder holds; and the
  /// paths of files, whose contents are compared by checksum.
  private static let withoutEffect: Set<SpecPath> = {
    let keys = [["title"], ["source"], ["published"], ["notes"], ["training", "seed"]]
    return Set(keys.map { SpecPath($0.map { .key($0) }) } + SpecDocument.shape.keysOfFiles)
  }()

  /// The spec without the keys that do not change the figures of a run. Specs with the same essence, seed and data give
  /// the same run.
  public var essence: JSON { json.without(Self.withoutEffect) }

  /// This spec with the descriptions of another one with the same essence. A finished run keeps the spec that it was
  /// trained with; what is said about it today may differ.
  public func described(as other: ExperimentSpec) -> ExperimentSpec {
    var spec = self
    (spec.title, spec.source, spec.published, spec.notes) =
      (other.title, other.source, other.published, other.notes)
    return spec
  }

  /// The values in which this spec differs from `old`. If there are none, runs of `old` are runs of this spec.
  public func differences(from old: ExperimentSpec) -> [SpecDifference] {
    Self.differences(of: essence, from: old.essence)
  }

  /// The values in which an essence differs from an old one.
  public static func differences(of new: JSON, from old: JSON) -> [SpecDifference] {
    var differences: [SpecDifference] = []
    compare(old, new, at: SpecPath(), into: &differences)
    return differences
  }

  private static func compare(
    _ old: JSON, _ new: JSON, at path: SpecPath, into differences: inout [SpecDifference]
  ) {
    if old == new { return }
    switch (old, new) {
    case (.object(let oldMembers), .object(let newMembers)) where !isOtherChoice(oldMembers, newMembers):
      let added = newMembers.map(\.name).filter { old[$0] == nil }
      for name in oldMembers.map(\.name) + added {
        guard let oldValue = old[name], let newValue = new[name] else {
          differences.append(SpecDifference(path: path + name, old: old[name], new: new[name]))
          continue
        }
        compare(oldValue, newValue, at: path + name, into: &differences)
      }
    case (.array(let oldElements), .array(let newElements)) where oldElements.count == newElements.count:
      for (index, (one, other)) in zip(oldElements, newElements).enumerated() {
        compare(one, other, at: path + index, into: &differences)
      }
    default: differences.append(SpecDifference(path: path, old: old, new: new))
    }
  }

  /// Whether two objects are different alternatives of a choice, such as `adam` and `sgd`.
  private static func isOtherChoice(_ old: [JSON.Member], _ new: [JSON.Member]) -> Bool {
    old.count == 1 && new.count == 1 && old[0].name != new[0].name
  }
}

extension JSON {
  /// This value without the members at these paths.
  /// - Parameter path: that of this value.
  func without(_ paths: Set<SpecPath>, at path: SpecPath = SpecPath()) -> JSON {
    guard case .object(let members) = self else { return self }
    return .object(
      members.filter { !paths.contains(path + $0.name) }.map {
        JSON.Member($0.name, $0.value.without(paths, at: path + $0.name))
      })
  }
}
