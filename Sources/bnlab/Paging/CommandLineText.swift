import CommandLineTool
import Reporting
import Runs
import Text

/// A command line as people type it in a POSIX shell. It has the options that decide the results, and none that depend on
/// the machine.
struct CommandLineText {
  let text: String

  /// - Parameters:
  ///   - arguments: names, then further options.
  ///   - changes: overrides of all experiments.
  init(_ name: String, _ arguments: [String], changes: SpecChanges = SpecChanges(), seeds: SeedSelection) {
    var words = ["bnlab", name] + arguments
    switch seeds {
    case .ofSpec: break
    case .these(let seeds): words += ["--seeds", seeds.rangesText(separator: ",")]
    }
    if let epochs = changes.epochs { words += ["--epochs", "\(epochs)"] }
    words += changes.settings.flatMap { ["--set", $0.text] } + changes.grids.flatMap { ["--grid", $0.text] }
    text = words.map(\.shellQuoted).joined(separator: " ")
  }
}
