import CommandLineTool
import Experiments

/// The kinds of names that `bnlab completions` lists for shells.
enum NameKind: String, CaseIterable, Sendable {
  case experiments, studies
  /// Of both kinds.
  case subjects

  /// The names that there are, each once, without those that no shell could offer as they are.
  func names(_ context: ProgramContext) throws -> [String] {
    try all(context).filter { !$0.unicodeScalars.contains(where: \.isControl) }
  }

  private func all(_ context: ProgramContext) throws -> [String] {
    switch self {
    case .experiments: try context.experiments.names()
    case .studies: try context.studies.names()
    case .subjects: Set(try context.experiments.names() + context.studies.names()).sorted()
    }
  }
}

extension ValueReader where Value == String {
  /// Any text but the empty one; shells offer what it stands for.
  static var experiment: ValueReader { text.completed(by: .names(kind: NameKind.experiments.rawValue)) }
  static var study: ValueReader { text.completed(by: .names(kind: NameKind.studies.rawValue)) }
  /// An experiment or a study.
  static var subject: ValueReader { text.completed(by: .names(kind: NameKind.subjects.rawValue)) }
  static var file: ValueReader { text.completed(by: .files) }
  static var folder: ValueReader { text.completed(by: .folders) }
}
