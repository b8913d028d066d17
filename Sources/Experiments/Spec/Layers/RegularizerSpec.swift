import Schema

/// A penalty on large weights, which the losses contain: l1·Σ|w| + l2·Σw². Names and defaults as in Keras, whose
/// `l1_l2` as a string has the defaults 0.01, too.
public enum RegularizerSpec: Equatable, Sendable {
  case l1(Double)
  case l2(Double)
  case l1l2(l1: Double, l2: Double)
}

extension RegularizerSpec: OneKeyChoice {
  public enum Name: String, CaseIterable, Sendable {
    case l1, l2
    case l1l2 = "l1_l2"
  }

  public static let choiceName = "regularizer"
  public static let choiceDoc = "A penalty on large weights that is added to the loss."
  static let codec = Codec.choice(RegularizerSpec.self)

  public static func alternative(_ name: Name) -> Alternative<RegularizerSpec> {
    switch name {
    case .l1: Alternative(Factors.l1Keys) { .l1($0.l1) }
    case .l2: Alternative(Factors.l2Keys) { .l2($0.l2) }
    case .l1l2: Alternative(Factors.keys) { .l1l2(l1: $0.l1, l2: $0.l2) }
    }
  }

  public var stated: (name: Name, options: JSON?) {
    switch self {
    case .l1(let l1): (.l1, Factors.l1Keys.write(Factors(l1: l1)))
    case .l2(let l2): (.l2, Factors.l2Keys.write(Factors(l2: l2)))
    case .l1l2(let l1, let l2): (.l1l2, Factors.keys.write(Factors(l1: l1, l2: l2)))
    }
  }
}

private struct Factors {
  var l1 = 0.01
  var l2 = 0.01

  static let l1Keys = KeyTable("l1 times the sum of |w|.", blank: Factors(), [l1Key])
  static let l2Keys = KeyTable("l2 times the sum of w^2.", blank: Factors(), [l2Key])
  static let keys = KeyTable(
    "l1 times the sum of |w| plus l2 times the sum of w^2.", blank: Factors(), [l1Key, l2Key])

  private static let l1Key = TableKey<Factors>.optional(
    "l1", \.l1, .number(.notNegative), "The factor of the sum of |w|.")
  private static let l2Key = TableKey<Factors>.optional(
    "l2", \.l2, .number(.notNegative), "The factor of the sum of w^2.")
}
