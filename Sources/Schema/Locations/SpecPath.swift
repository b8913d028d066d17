/// The path to a value inside a spec: keys of objects and indices in lists, as in `model[3].dense.units`.
public struct SpecPath: Hashable, Sendable {
  public enum Step: Hashable, Sendable {
    case key(String)
    /// An index in a list, counted from 0.
    case index(Int)
  }

  public var steps: [Step]

  public init(_ steps: [Step] = []) {
    self.steps = steps
  }

  /// Reads a path in either notation: `model[3].dense.units` or `model.3.dense.units`.
  /// - Returns: nil if a step is empty, a bracket does not hold a number, or a bracket is not closed.
  public init?(_ text: String) {
    var steps: [Step] = []
    for part in text.split(separator: ".", omittingEmptySubsequences: false) {
      let pieces = part.split(separator: "[", omittingEmptySubsequences: false)
      guard let name = pieces.first, !name.isEmpty, !name.contains("]") else { return nil }
      steps.append(Self.index(name).map(Step.index) ?? .key(String(name)))
      for piece in pieces.dropFirst() {
        guard piece.hasSuffix("]"), let index = Self.index(piece.dropLast()) else { return nil }
        steps.append(.index(index))
      }
    }
    self.steps = steps
  }

  /// The index that the text gives; nil unless it consists of digits.
  private static func index(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { (48...57).contains($0) } ? Int(text) : nil
  }

  public static func + (path: SpecPath, key: String) -> SpecPath { SpecPath(path.steps + [.key(key)]) }
  public static func + (path: SpecPath, index: Int) -> SpecPath { SpecPath(path.steps + [.index(index)]) }

  /// The notation of `--set` and of the names of variants: `model.3.dense.units`.
  public var dotted: String {
    steps.map { step in
      switch step {
      case .key(let name): name
      case .index(let index): String(index)
      }
    }.joined(separator: ".")
  }
}

extension SpecPath: CustomStringConvertible {
  /// The notation of messages: `model[3].dense.units`.
  public var description: String {
    steps.reduce(into: "") { text, step in
      switch step {
      case .key(let name): text += text.isEmpty ? name : "." + name
      case .index(let index): text += "[\(index)]"
      }
    }
  }
}
