import Datasets
import Text

/// Two spec files for data of one's own: a small network with batch normalization, and the same without it. Everything
/// follows from what was seen in the data.
public struct StarterSpec: Equatable, Sendable {
  public let name: String
  /// The text of NAME.jsonc.
  public let text: String
  /// The text of the file of `baselineName`.
  public let baselineText: String
  /// What was seen in the data, a sentence each.
  public let seen: [String]
  /// What was assumed, a sentence each.
  public let assumed: [String]

  public var baselineName: String { Self.baselineName(of: name) }

  public static func baselineName(of name: String) -> String { "\(name)-without-bn" }

  /// Why a name is not fit for a file and an experiment; nil if it is.
  public static func problem(ofName name: String) -> String? {
    if ExperimentLibrary.isPath(name) || name.contains("\\") {
      return "give a name, not a path: the file is experiments/NAME.jsonc"
    }
    let isPlain = name.unicodeScalars.allSatisfy { scalar in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".": true
      default: false
      }
    }
    let startsWell = name.first.map { $0 != "-" && $0 != "." } ?? false
    guard isPlain, startsWell, name.utf8.count <= 100 else {
      return "a name has up to 100 letters, digits, '-', '_' and '.', and does not begin with '-' or '.'"
    }
    return nil
  }

  /// - Parameter survey: what was seen in the data; its paths are relative to the folder above `experiments`, or absolute.
  public init(name: String, survey: DataSurvey) {
    self.name = name
    seen = survey.sentences
    let network = StarterNetwork(survey)
    assumed = survey.preparation + network.sentences
    text = """
      // Written by 'bnlab init' from \(survey.fileNames.map(\.singleLine).joined(separator: ", ")); change what you like.
      // Seen in the data:
      \(Self.comment(seen))
      // Assumed:
      \(Self.comment(assumed))
      {
        "title": \("\(name), with batch normalization".jsonQuoted),
        "dataset": \(survey.datasetText),
        "model": [
      \(network.layers.map { "    \($0)," }.joined(separator: "\n"))
        ],
        "loss": \(network.loss.jsonQuoted),
        "optimizer": { "adam": { "learning_rate": \(network.learningRate) } },
        "training": { "epochs": \(network.epochs), "batch_size": \(network.batchSize)\(network.lastBatch) },
      }

      """
    baselineText = """
      // The network of \(name) without batch normalization, for 'bnlab compare \(name) \(Self.baselineName(of: name))'.
      {
        "extends": \("\(name).jsonc".jsonQuoted),
        "title": \("\(name), without batch normalization".jsonQuoted),
        // The entries of the model, counted from 0, that are taken out.
        "edit_model": [\(network.normalizations.map { "\"\($0)-\"" }.joined(separator: ", "))],
      }

      """
  }

  private static func comment(_ sentences: [String]) -> String {
    sentences.map { "// - \($0.singleLine)" }.joined(separator: "\n")
  }
}
