import Schema

/// What a claim says about its figure.
public enum RelationSpec: Equatable, Sendable {
  /// Smaller than the other figure, by at least `by` and, unless it is nil, by at most `atMost`.
  case less(than: FigureReference, by: Double, atMost: Double?)
  /// Larger than the other figure, by at least `by` and, unless it is nil, by at most `atMost`.
  case greater(than: FigureReference, by: Double, atMost: Double?)
  /// No further than `within` from the other figure.
  case equal(to: FigureReference, within: Double)
  /// No further than `within` from a value.
  case near(value: Double, within: Double)
  /// Between two bounds, which are included. One of them may be nil.
  case between(low: Double?, high: Double?)

  /// The other figure as the spec gives it; nil if there is none.
  public var reference: FigureReference? {
    switch self {
    case .less(let reference, _, _), .greater(let reference, _, _), .equal(let reference, _): reference
    case .near, .between: nil
    }
  }
}

extension RelationSpec: OneKeyChoice {
  public enum Name: String, CaseIterable, Sendable {
    case less, greater, equal, near, between
  }

  public static let choiceName = "relation"
  public static let choiceDoc = "What is claimed about the figure."
  static let codec = Codec.choice(RelationSpec.self)

  public static func alternative(_ name: Name) -> Alternative<RelationSpec> {
    switch name {
    case .less:
      Alternative(Difference.keys("Smaller than another figure.")) {
        .less(than: $0.than, by: $0.by, atMost: $0.atMost)
      }
    case .greater:
      Alternative(Difference.keys("Larger than another figure.")) {
        .greater(than: $0.than, by: $0.by, atMost: $0.atMost)
      }
    case .equal: Alternative(Equality.keys) { .equal(to: $0.to, within: $0.within) }
    case .near: Alternative(Nearness.keys) { .near(value: $0.value, within: $0.within) }
    case .between: Alternative(Bounds.keys) { .between(low: $0.low, high: $0.high) }
    }
  }

  public var nameAndOptions: (name: Name, options: JSON?) {
    switch self {
    case .less(let than, let by, let atMost):
      (.less, Difference.keys("").write(Difference(than: than, by: by, atMost: atMost)))
    case .greater(let than, let by, let atMost):
      (.greater, Difference.keys("").write(Difference(than: than, by: by, atMost: atMost)))
    case .equal(let to, let within): (.equal, Equality.keys.write(Equality(to: to, within: within)))
    case .near(let value, let within): (.near, Nearness.keys.write(Nearness(value: value, within: within)))
    case .between(let low, let high): (.between, Bounds.keys.write(Bounds(low: low, high: high)))
    }
  }
}

private struct Difference {
  var than = FigureReference()
  var by = 0.0
  var atMost: Double?

  static func keys(_ doc: String) -> KeyTable<Difference> {
    KeyTable(
      doc, blank: Difference(),
      [
        .required("than", \.than, FigureReference.keys.codec, "The other figure."),
        .optional(
          "by", \.by, .double(.any),
          "The smallest difference that matters, in the unit of the figure: for an accuracy 0.005 is half a point. A negative one allows that much in the other direction: as good, or better."
        ),
        .optional(
          "at_most", \.atMost, .nullable(.double(.notNegative)),
          "The largest difference that still agrees with the claim: 'about a point' ends somewhere."),
      ],
      rule: { difference in
        guard let atMost = difference.atMost, atMost < difference.by else { return nil }
        return ("at_most", .study(.emptyRange(low: difference.by, high: atMost)))
      })
  }
}

private struct Equality {
  var to = FigureReference()
  var within = 0.0

  static let keys = KeyTable(
    "Equal to another figure, up to a difference that does not matter.", blank: Equality(),
    [
      .required("to", \.to, FigureReference.keys.codec, "The other figure."),
      .required("within", \.within, .double(.notNegative), "The largest difference that does not matter."),
    ])
}

private struct Nearness {
  var value = 0.0
  var within = 0.0

  static let keys = KeyTable(
    "Equal to a published value, up to a distance that does not matter.", blank: Nearness(),
    [
      .required("value", \.value, .double(.any), "The published value."),
      .required("within", \.within, .double(.notNegative), "The largest distance that does not matter."),
    ])
}

private struct Bounds {
  var low: Double?
  var high: Double?

  static let keys = KeyTable(
    "Between two bounds, one of which may be left out.", blank: Bounds(),
    [
      .optional("low", \.low, .nullable(.double(.any)), "The lower bound."),
      .optional("high", \.high, .nullable(.double(.any)), "The upper bound."),
    ],
    rule: { bounds in
      switch (bounds.low, bounds.high) {
      case (nil, nil): ("low", .study(.noBound))
      case (let low?, let high?) where low > high: ("low", .study(.emptyRange(low: low, high: high)))
      default: nil
      }
    })
}
