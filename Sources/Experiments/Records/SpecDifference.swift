import Schema

/// A value in which two specs differ.
public struct SpecDifference: Equatable, Sendable {
  /// Such as `training.epochs` or `model[1]`.
  public let path: SpecPath
  /// Nil where there is none.
  public let old: JSON?
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
  /// Keys that cannot change what a run computes; the seed, which the run folder's name holds; and the places of files,
  /// whose contents count by their checksums.
  private static let withoutEffect: Set<SpecPath> = {
    let files = ["train_x", "train_y", "test_x", "test_y"]
    let keys =
      [["title"], ["source"], ["published"], ["notes"], ["training", "seed"], ["initial_weights"]]
      + ["npy", "idx"].flatMap { kind in files.map { ["dataset", kind, $0] } }
      + ["train", "test"].map { ["dataset", "csv", $0] }
    return Set(keys.map { SpecPath($0.map { .key($0) }) })
  }()

  /// The spec without what cannot change a run's figures: specs of the same essence, seed and data give the same run.
  public var essence: JSON { Self.essence(of: json, at: SpecPath()) }

  private static func essence(of value: JSON, at path: SpecPath) -> JSON {
    guard case .object(let members) = value else { return value }
    return .object(
      members.filter { !withoutEffect.contains(path + $0.name) }.map {
        JSON.Member($0.name, essence(of: $0.value, at: path + $0.name))
      })
  }

  /// Where a run of `old` no longer is a run of this spec; empty where it still is.
  public func differences(from old: ExperimentSpec) -> [SpecDifference] {
    var differences: [SpecDifference] = []
    Self.compare(old.essence, essence, at: SpecPath(), into: &differences)
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

  /// One alternative of a choice in the place of another, such as `adam` for `sgd`.
  private static func isOtherChoice(_ old: [JSON.Member], _ new: [JSON.Member]) -> Bool {
    old.count == 1 && new.count == 1 && old[0].name != new[0].name
  }
}
