import Schema

/// What can be wrong with `--set KEY=VALUE` and `--grid KEY=[VALUE,...]` but not with other specs.
enum OverrideProblem: ProblemReason {
  case noValue
  case noKey
  /// A key that belongs to the spec file and not to the experiment, such as `extends`.
  case belongsToFile(String)
  /// `instead`: the list that was probably meant, as Hydra writes one.
  case gridWithoutList(instead: String?)
  case gridTooLarge(limit: Int)
  /// The list has `count` entries, so it does not have this one.
  case noSuchEntry(index: Int, count: Int)
  /// The path goes on with a key after a list of `count` entries.
  case needsIndex(String, count: Int)
  /// The path goes on after a plain value.
  case nothingInside(String, of: String)
  /// The path names an option of another alternative than the chosen one. `instead`: the option that changes the choice.
  case otherChoice(choice: String, current: String, asked: String, instead: String)
  /// The path names an option where the alternative should be. `path`: the path that was probably meant.
  case optionOfCurrent(current: String, option: String, path: String)

  var kind: SpecError.Kind {
    switch self {
    case .noValue, .noKey, .gridWithoutList, .gridTooLarge: .usage
    case .belongsToFile, .noSuchEntry, .needsIndex, .nothingInside, .otherChoice, .optionOfCurrent: .invalid
    }
  }

  var message: String {
    switch self {
    case .noValue: "expected KEY=VALUE, such as training.epochs=20"
    case .noKey: "the key is malformed; expected a dotted path, such as model.0.dense.units"
    case .belongsToFile(let key):
      "\(Phrase.quoted(key)) belongs to the spec file and cannot be set"
        + (key == "edit_model" ? "; use model.N+=LAYER and model.N-" : "")
    case .gridWithoutList(let instead):
      "expected KEY=[VALUE,VALUE,...], such as "
        + (instead.map { "--grid '\($0)'" } ?? "optimizer.sgd.learning_rate=[0.01,0.1]")
    case .gridTooLarge(let limit): "the grid has more than \(limit) combinations"
    case .noSuchEntry(let index, let count): "there is no entry \(index); \(Self.entries(count))"
    case .needsIndex(let step, let count):
      "\(Phrase.quoted(step)) is not the number of an entry; \(Self.entries(count))"
    case .nothingInside(let step, let what): "there is no \(Phrase.quoted(step)) inside \(what)"
    case .otherChoice(let choice, let current, let asked, let instead):
      "the \(choice) is \(current), not \(asked); to change it, set all of it: \(instead)"
    case .optionOfCurrent(let current, let option, let path):
      "\(Phrase.quoted(option)) is an option of \(current); did you mean \(Phrase.quoted(path))?"
    }
  }

  private static func entries(_ count: Int) -> String {
    count == 0
      ? "the list is empty"
      : count == 1 ? "the list has only entry 0" : "the list has entries 0 to \(count - 1)"
  }
}

extension SpecProblem.Reason {
  static func override(_ problem: OverrideProblem) -> Self { .particular(ParticularReason(problem)) }
}
