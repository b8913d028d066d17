import Text

/// What `compare` shows.
public struct ComparisonOptions: Equatable, Sendable {
  /// Empty: those that matter for these experiments.
  public var metrics: [MetricName] = []
  public var epoch: EpochOption = .final
  public var reference: String?
  public var sort: SortOrder = .best
  public var thresholds: [ThresholdOption] = []
  /// Of the intervals.
  public var confidence = 0.95
  /// Only read what is there.
  public var noRun = false
  /// A CSV file for the learning curves.
  public var curves: String?

  static var options: [OptionDefinition<Self>] {
    [
      .repeated(
        "--metric", "metric", \.metrics, .choice,
        help: "Compare this figure. May be given several times."),
      .option(
        "--at", "epoch", \.epoch, .epoch, default: "final",
        help: "Compare the final figures, the best ones or those of an epoch: final, best or epoch=N."),
      .option(
        "--reference", "name", \.reference, .text, help: "Compare every other experiment with this one."),
      .option(
        "--sort", "order", \.sort, .choice, default: SortOrder.best.rawValue,
        help: "List the best experiment first, or all in the order given."),
      .repeated(
        "--until", "metric=value", \.thresholds, .threshold,
        help: """
          Count the epochs until a figure is as good as this, medians with bootstrap intervals. May be given several \
          times.
          """),
      .option(
        "--confidence", "share", \.confidence, .share, default: "0.95",
        help: "The confidence of the intervals, from 0.5 to 0.9999."),
      .flag("--no-run", \.noRun, help: "Train nothing: compare the runs that are there."),
      .option(
        "--curves", "file", \.curves, .text,
        help: """
          Write the learning curves to this CSV file: mean and interval for each epoch. - is standard output, \
          which needs --output beside it.
          """),
    ]
  }
}

/// A column of metrics.csv.
public enum MetricName: String, CaseIterable, Sendable {
  case trainLoss = "train_loss"
  case trainAccuracy = "train_accuracy"
  case trainEvalLoss = "train_eval_loss"
  case trainEvalAccuracy = "train_eval_accuracy"
  case testLoss = "test_loss"
  case testAccuracy = "test_accuracy"
}

public enum SortOrder: String, CaseIterable, Sendable {
  case best, given
}

public enum EpochOption: Equatable, Sendable {
  case final, best
  case epoch(Int)
}

/// A level that a figure has to reach.
public struct ThresholdOption: Equatable, Sendable {
  public var metric: MetricName
  public var value: Double
}

extension ValueReader where Value == EpochOption {
  static var epoch: ValueReader {
    ValueReader { text throws(ValueProblem) in
      switch text {
      case "final": return .final
      case "best": return .best
      default:
        let number = text.hasPrefix("epoch=") ? text.dropFirst("epoch=".count) : ""
        guard let epoch = Int(number), epoch > 0, !number.hasPrefix("+") else { throw .notAnEpoch }
        return .epoch(epoch)
      }
    }
  }
}

extension ValueReader where Value == ThresholdOption {
  static var threshold: ValueReader {
    ValueReader { text throws(ValueProblem) in
      let parts = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      let names = MetricName.allCases.map(\.rawValue)
      guard parts.count == 2, let value = Double(parts[1]), value.isFinite else {
        throw .notAMetricAndValue(names)
      }
      guard let metric = MetricName(rawValue: parts[0]) else {
        throw .notOneOf(names, nearest: nearestName(to: parts[0], among: names))
      }
      return ThresholdOption(metric: metric, value: value)
    }
  }
}

extension ValueReader where Value == Double {
  /// A confidence that says something and that rounding leaves intact.
  static var share: ValueReader {
    ValueReader { text throws(ValueProblem) in
      guard let value = Double(text), (0.5...0.9999).contains(value) else { throw .notAShare }
      return value
    }
  }
}
