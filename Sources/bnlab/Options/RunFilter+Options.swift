import CommandLineTool
import Experiments
import Runs

extension RunFilter {
  /// - Parameter states: those that may be asked for.
  static func options(states: [FoundRun.State.Name]) -> [OptionDefinition<Self>] {
    [
      .repeated(
        "--experiment", "name", \.experiments, .runs,
        help:
          "Runs of this experiment and of its variants, those with a --name of their own apart. May be given several times."
      ),
      .repeated(
        "--state", "state", \.states, .choice(of: states),
        help: "Runs in this state. May be given several times."),
      .option(
        "--seeds", "list", \.seeds, .seedList, default: nil,
        help: "Runs of these seeds: 1..10, 1,2,5 or 1..3,8."),
      .option(
        "--older-than", "age", \.minimumAge, .age,
        help: "Runs that ended, or were interrupted, longer ago than this: 90s, 30m, 2h, 30d or 4w."),
    ]
  }
}

extension PositionalDefinition {
  /// Names of folders of runs.
  static func runs(_ path: WritableKeyPath<Payload, [String]>, default defaultValue: String?) -> Self {
    .several(
      "name", path, .runs, isRequired: false, default: defaultValue,
      help:
        "Names of experiments and variants as their folders are called; * stands for any text, ? for one character."
    )
  }
}

extension ValueReader where Value == Int {
  /// A time in seconds, written as a whole number with its unit: `90s`, `30m`, `2h`, `30d`, `4w`.
  static var age: ValueReader {
    ValueReader { text throws(ValueProblem) in
      let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]
      guard let unit = text.last.flatMap({ units[$0] }), let number = Int(text.dropLast()),
        !text.hasPrefix("+"), (0...1_000_000).contains(number)
      else { throw .other("it must be a whole number with s, m, h, d or w, such as 12h or 30d.") }
      return number * unit
    }
  }
}
