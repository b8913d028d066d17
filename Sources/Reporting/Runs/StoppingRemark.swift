import Experiments
import Text

extension ExperimentSummary {
  /// What early stopping did to the runs: `Early stopping ended 2 of 3 runs of A, after epochs 8–11 of 60.` Nil without early
  /// stopping.
  /// - Parameter name: the experiment as tables show it.
  func stoppingRemark(as name: String) -> String? {
    guard let training = runs.first?.spec?.training, let monitor = training.monitor else { return nil }
    let stopped = runs.compactMap(\.stoppedAfterEpoch)
    let planned = training.epochCount(samples: runs.first?.trainCount).map { " of \($0)" } ?? ""
    let share = runs.count == 1 ? name : "\(stopped.count) of \(runs.count) runs of \(name)"
    var sentences = [
      stopped.isEmpty
        ? "Early stopping on \(monitor.rawValue) did not end \(runs.count == 1 ? name : "any run of \(name)")."
        : "Early stopping on \(monitor.rawValue) ended \(share) after \(Self.epochs(stopped))\(planned)."
    ]
    let restored = runs.compactMap(\.restoredEpoch)
    if !restored.isEmpty {
      sentences.append(
        "The weights are those of \(Self.epochs(restored))\(restoredFigures); final figures are those of the last epoch."
      )
    }
    if monitor.isOfTest {
      sentences.append(
        "The test set decided when to stop, so test figures look better than on new data; training.validation_split gives a validation set to decide."
      )
    }
    return sentences.joined(separator: " ")
  }

  /// The test figures of the weights that were restored, the mean over the runs: `: test_loss 0.7816, test_accuracy 0.64`.
  private var restoredFigures: String {
    let restored = countedRuns.filter { $0.restoredEpoch != nil }
    let figures = metrics.filter(\.isOfTest).compactMap { metric -> String? in
      let values = restored.compactMap { $0.figure(metric, at: $0.epochOfWeights)?.value }
      guard !values.isEmpty, let mean = Sample(values).mean else { return nil }
      return "\(metric.rawValue) \(Precision.figure.text(mean))"
    }
    if figures.isEmpty { return "" }
    return (restored.count == 1 ? ": " : ", with the means ") + figures.joined(separator: ", ")
  }

  /// `epoch 8`, `epochs 8–11`
  private static func epochs(_ numbers: [Int]) -> String {
    let (low, high) = (numbers.min() ?? 0, numbers.max() ?? 0)
    return low == high ? "epoch \(low)" : "epochs \(low)–\(high)"
  }
}
