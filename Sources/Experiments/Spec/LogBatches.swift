import Schema

/// Which losses of single batches are written.
public enum LogBatches: Equatable, Sendable, ExpressibleByBooleanLiteral {
  case none
  /// That of each training batch, to batches.csv.
  case training
  /// Besides those of the test set's batches in the evaluation after each epoch, to test_batches.csv.
  case trainingAndTest

  /// As in a spec: `true` is `training`.
  public init(booleanLiteral value: Bool) { self = value ? .training : .none }

  public var includesTraining: Bool { self != .none }
  public var includesTest: Bool { self == .trainingAndTest }

  private enum Word: String, CaseIterable, Sendable {
    case withTest = "with_test"
  }

  static let codec = Codec<LogBatches>.either(
    Codec<Bool>.boolean.map({ LogBatches(booleanLiteral: $0) }) { $0.includesTraining },
    Codec<Word>.word.map({ _ in .trainingAndTest }) { _ in .withTest }
  ) { value in
    switch value {
    case .none: .boolean(false)
    case .training: .boolean(true)
    case .trainingAndTest: .string(Word.withTest.rawValue)
    }
  }
}
