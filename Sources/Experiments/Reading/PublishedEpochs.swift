import Schema
import Text

/// A published figure of an epoch needs an experiment that trains for as many epochs. Otherwise no run would have a figure
/// to compare with it.
enum PublishedEpochs {
  /// A problem for each epoch that is never trained, and for the last one if it has two figures. Empty if the figures or
  /// the training cannot be read: the check of the shapes then reports why.
  /// - Parameters:
  ///   - content: the spec with its overrides.
  ///   - files: the spec without overrides. An override that shortens the training makes no published figure wrong.
  static func problems(in content: LocatedJSON, files: LocatedJSON) -> [SpecProblem] {
    guard let published = content["published"], Codec.published.read(published) != nil,
      let epochs = [content, files].compactMap(epochs).max()
    else { return [] }
    return (published.members ?? []).flatMap { metric in
      let figures = metric.value.elements ?? []
      let hasEnd = figures.contains { $0["at"] == nil }
      return figures.enumerated().compactMap { index, figure -> SpecProblem? in
        guard let at = figure["at"], let epoch = at.integer.flatMap({ Int(exactly: $0) }) else { return nil }
        func problem(_ message: String) -> SpecProblem {
          SpecProblem(
            at: at.location,
            path: SpecPath([.key("published"), .key(metric.name), .index(index), .key("at")]),
            .other(message))
        }
        if hasEnd, epoch == Self.epochs(of: files) {
          return problem(
            "epoch \(epoch) is the end of training, whose figure is listed as a bare number, too;"
              + " leave out one of the two")
        }
        guard epoch > epochs else { return nil }
        return problem(
          "there is no epoch \(epoch): the experiment trains for \(counted(epochs, "epoch"));"
            + " expected an epoch from 1 to \(epochs), or a bare number for a figure of the end of training"
        )
      }
    }
  }

  /// Nil if it depends on the number of training samples.
  private static func epochs(of content: LocatedJSON) -> Int? {
    content["training"].flatMap(TrainingSpec.keys.read)?.epochCount(samples: nil)
  }
}
