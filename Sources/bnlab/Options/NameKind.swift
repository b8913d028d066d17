import CommandLineTool
import Experiments

/// The kinds of names that `bnlab completions` lists for shells.
enum NameKind: String, CaseIterable, Sendable {
  case experiments, studies
  /// Of both kinds.
  case subjects
  /// Folders of runs.
  case runs

  /// The names that there are, each once, without those that no shell could offer as they are. Broken local files are left
  /// out. What is an experiment's name may also be that of a folder of runs.
  func names(_ context: ProgramContext) throws -> [String] {
    try all(context).filter { !$0.unicodeScalars.contains(where: \.isControl) }
  }

  private func all(_ context: ProgramContext) throws -> [String] {
    let experiments = context.experiments()
    return switch self {
    case .experiments: Set(try experiments.names() + experiments.recordedNames()).sorted()
    case .studies: try context.studies().names()
    case .subjects:
      Set(try experiments.names() + experiments.recordedNames() + context.studies().names()).sorted()
    case .runs: experiments.recordedNames()
    }
  }
}

extension ValueReader where Value == String {
  /// Any text but the empty one; shells offer what it stands for.
  static var experiment: ValueReader { text.completed(by: .names(kind: NameKind.experiments.rawValue)) }
  static var study: ValueReader { text.completed(by: .names(kind: NameKind.studies.rawValue)) }
  /// An experiment or a study.
  static var subject: ValueReader { text.completed(by: .names(kind: NameKind.subjects.rawValue)) }
  /// A folder of runs.
  static var runs: ValueReader { text.completed(by: .names(kind: NameKind.runs.rawValue)) }
  static var file: ValueReader { text.completed(by: .files) }
  static var folder: ValueReader { text.completed(by: .folders) }
}
