import Engine
import Experiments
import Schema
import System

/// What the header of a checkpoint tells, without its tensors.
struct CheckpointSummary {
  /// The number of finished epochs.
  let epochs: Int
  /// The essence of the spec that is trained.
  let essence: JSON?
  /// The number of epochs that the training has; nil if it is not known, or depends on the data.
  let epochCount: Int?

  /// Much more than a header ever has.
  private static let maximumSize = 1 << 22

  /// Nil if there is no checkpoint, or if it is none.
  init?(of folder: RunFolder) {
    self.init(path: folder.checkpointPath)
  }

  init?(path: String) {
    guard let bytes = try? File.contents(of: path, limit: Self.maximumSize),
      let metadata = try? Safetensors.decodeMetadata(bytes),
      let epochs = metadata["epochs"].flatMap({ Int($0) }), epochs >= 0
    else { return nil }
    self.epochs = epochs
    let essence = metadata["identity"].flatMap { RunIdentity.essence(inText: $0) }
    self.essence = essence?.json
    func number(_ key: String) -> Int? { essence?["training"]?[key]?.integer.flatMap { Int(exactly: $0) } }
    epochCount =
      TrainingSpec(
        epochs: number("epochs"), steps: number("steps"), stepsPerEpoch: number("steps_per_epoch")
      ).epochCount(samples: nil)
  }
}

extension RunIdentity {
  /// The essence of the spec in the text of an identity; nil if there is none.
  static func essence(inText text: String) -> LocatedJSON? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count > essenceLine else { return nil }
    return try? JSONParser.parse(
      Array(lines[essenceLine].utf8), source: SpecSource(name: "identity", directory: "/"),
      options: JSONParser.Options(allowsComments: false))
  }
}
