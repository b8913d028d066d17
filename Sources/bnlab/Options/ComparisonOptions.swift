import CommandLineTool
import Experiments
import Reporting
import Runs
import Text

/// Options that decide what `compare` shows.
struct ComparisonOptions: Equatable, Sendable {
  /// The metrics to compare; empty: those that matter for these experiments.
  var metrics: [Metric] = []
  var epoch: EpochChoice = .final
  var reference: String?
  var order: Comparison.Order = .bestFirst
  var thresholds: [Threshold] = []
  /// The confidence of the intervals.
  var confidence: Confidence = .percent95
  /// Whether nothing is trained and only finished runs are read.
  var noRun = false
  /// Whether a comparison that only reads accepts that runs are missing.
  var partial = false
  /// A CSV file for the learning curves.
  var curves: String?

  static var options: [OptionDefinition<Self>] {
    [
      .repeated(
        "--metric", "metric", \.metrics, .choice,
        help: "Compare this figure. May be given several times."),
      .option(
        "--at", "epoch", \.epoch, .epoch, default: "final",
        help: "Compare the final figures, the best ones or those of an epoch: final, best or epoch=N."),
      .option(
        "--reference", "name", \.reference, .experiment,
        help: """
          Compare every other experiment with this one; without it, the cells of a grid are compared with the best \
          one.
          """),
      .option(
        "--sort", "order", \.order, .choice, default: Comparison.Order.bestFirst.rawValue,
        help: "List the best experiment first, or all in the order given."),
      .repeated(
        "--until", "metric=value", \.thresholds, .threshold,
        help: """
          Count the epochs until a figure is as good as this, medians with bootstrap intervals. May be given several \
          times.
          """),
      .option(
        "--confidence", "share", \.confidence, .confidence, default: "0.95",
        help: "The confidence of the intervals, from 0.5 to 0.9999."),
      .flag(
        "--no-run", \.noRun,
        help: "Train nothing: compare the finished runs, with status 66 if some are missing."),
      .flag(
        "--partial", \.partial, help: "With --no-run: compare the runs that are there, and say how many."),
      .option(
        "--curves", "file", \.curves, .file,
        help: """
          Write the learning curves to this CSV file: mean and interval for each epoch. - is standard output, \
          which also needs --output.
          """),
    ]
  }

  /// - Parameter isGrid: whether the experiments are the cells of a grid.
  func options(_ names: VariantNames, isGrid: Bool) -> Comparison.Options {
    Comparison.Options(
      metrics: metrics.isEmpty ? nil : metrics, epoch: epoch, reference: reference,
      isGrid: isGrid, order: order,
      thresholds: thresholds, confidence: confidence, labels: names.labels,
      commonOverrides: names.commonOverrides)
  }
}

extension ValueReader where Value == EpochChoice {
  static var epoch: ValueReader {
    ValueReader { text throws(ValueProblem) in
      switch text {
      case "final": return .final
      case "best": return .best
      default:
        let number = text.hasPrefix("epoch=") ? text.dropFirst("epoch=".count) : ""
        guard let epoch = Int(number), epoch > 0, !number.hasPrefix("+") else {
          throw .other("it must be final, best or epoch=N.")
        }
        return .epoch(epoch)
      }
    }
  }
}

extension ValueReader where Value == Threshold {
  static var threshold: ValueReader {
    ValueReader { text throws(ValueProblem) in
      let parts = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      let names = Metric.allCases.map(\.rawValue)
      guard parts.count == 2, let value = Double(parts[1]), value.isFinite else {
        throw .other(
          "it must be METRIC=VALUE, such as test_accuracy=0.8, with a metric of \(listed(names, "or")).")
      }
      guard let metric = Metric(rawValue: parts[0]) else { throw .notOneOf(names, parts[0]) }
      return Threshold(metric: metric, value: value)
    }
  }
}

extension ValueReader where Value == Confidence {
  /// A confidence that makes sense for intervals and is not rounded to 1.
  static var confidence: ValueReader {
    ValueReader { text throws(ValueProblem) in
      guard let value = Double(text), (0.5...0.9999).contains(value), let confidence = Confidence(value)
      else { throw .other("it must be a number from 0.5 to 0.9999, such as 0.95.") }
      return confidence
    }
  }
}
