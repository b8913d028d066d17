import CommandLineTool
import Experiments
import Reporting
import Runs

/// Checks that a comparison must pass.
struct CheckOptions: Equatable, Sendable {
  /// `--assert`, as written.
  var assertions: [String] = []
  /// A study's file or name whose claims are judged on the runs that are compared.
  var claims: String?

  static var options: [OptionDefinition<Self>] {
    [
      .repeated(
        "--assert", "check", \.assertions, .text,
        help: """
          Fail with status 1 unless this holds for the means over seeds: 'B.test_accuracy >= C.test_accuracy + \
          0.005'. Also for median epochs: 'B.epochs_until(test_accuracy, 0.97) < 10'; for a stated epoch: \
          'B.at(test_accuracy, 1)', best(METRIC), last_epochs(METRIC, N), worst_step(METRIC); and for layers: \
          'C.layer(3, zeros, 128)', initial_layer(...). After == a \
          tolerance may follow: '+- 0.005'. May be given several times.
          """),
      .option(
        "--claims", "study", \.claims, .study,
        help: """
          Judge the claims of this study on the compared runs, with status 1 if one is not reproduced. If no \
          experiments are given, those of the study are compared, with its overrides and seeds. If some are given, \
          only claims about them are judged.
          """),
    ]
  }

  /// - Throws: `Failure` at the first assertion that is malformed.
  func parsedAssertions() throws(Failure) -> [Assertion] {
    var parsed: [Assertion] = []
    for text in assertions {
      do {
        parsed.append(try Assertion(parsing: text))
      } catch {
        throw Failure("--assert '\(text)': \(error)", .usage)
      }
    }
    return parsed
  }
}
