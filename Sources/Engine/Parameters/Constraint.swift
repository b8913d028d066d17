import Schema

/// A limit that is imposed on weights after each step, as in Keras (https://keras.io/api/layers/constraints/).
///
/// Norms are taken along some axes of the tensor. The axes are numbered as in Keras's layout, which differs from the
/// layout here: `[0]` of a dense kernel means the inputs of each unit, `[0, 1, 2]` of a convolution's kernel the
/// inputs of each filter, and `[0]` of a vector the whole vector.
public enum Constraint: Equatable, Sendable {
  /// Negative weights become 0.
  case nonNegative
  /// Norms above the maximum are scaled down to it.
  case maxNorm(Double, axes: Axes)
  /// Every norm becomes 1.
  case unitNorm(axes: Axes)
  /// Norms outside the range move towards it by the share `rate` of the distance.
  case minMaxNorm(minimum: Double, maximum: Double, rate: Double, axes: Axes)

  /// Keras's fuzz factor, which prevents a division by a norm of 0.
  private static let epsilon = 1e-7

  /// - Parameter rank: the number of axes of the tensor that the constraint is for.
  /// - Throws: `ShapeError` if the tensor lacks one of the constraint's axes, or if an axis is listed twice.
  public func check(rank: Int) throws(ShapeError) {
    var seen: Set<Int> = []
    for axis in axes {
      guard axis >= -rank, axis < rank else { throw .noSuchTensorAxis(axis: axis, rank: rank) }
      guard seen.insert(axis < 0 ? axis + rank : axis).inserted else { throw .repeatedAxis(axis) }
    }
  }

  private var axes: [Int] {
    switch self {
    case .nonNegative: []
    case .maxNorm(_, let axes), .unitNorm(let axes), .minMaxNorm(_, _, _, let axes): axes.list
    }
  }

  /// The factor by which weights with this norm are multiplied.
  private func factor(norm: Double) -> Double {
    let wanted: Double
    switch self {
    case .nonNegative: return 1
    // Written so that a norm of NaN gives NaN.
    case .maxNorm(let maximum, _): wanted = norm > maximum ? maximum : norm
    case .unitNorm: wanted = 1
    case .minMaxNorm(let minimum, let maximum, let rate, _):
      let limited = norm > maximum ? maximum : (norm < minimum ? minimum : norm)
      wanted = rate * limited + (1 - rate) * norm
    }
    return wanted / (Self.epsilon + norm)
  }

  /// Changes the parameter's value so that it meets the constraint.
  func apply(to parameter: inout Parameter, on executor: Executor) {
    let count = parameter.value.count
    let weights = parameter.value.mutablePointer
    if case .nonNegative = self {
      for index in 0..<count where weights[index] < 0 { weights[index] = 0 }
      return
    }
    let groups = NormGroups(of: parameter, kerasAxes: axes)
    executor.parallel(groups.kept[0], cost: 4 * count, with: (self, groups, weights)) { work, slice, _ in
      let (constraint, groups, weights) = work
      groups.forEach(slice) { start in
        var sum = 0.0
        groups.forEachMember { sum += Double(weights[start + $0]) * Double(weights[start + $0]) }
        let factor = Float(constraint.factor(norm: sum.squareRoot()))
        groups.forEachMember { weights[start + $0] *= factor }
      }
    }
  }
}

/// The weights of a tensor with up to four axes, in groups. The weights of a group differ only in their places along
/// the reduced axes; a norm is taken over each group.
private struct NormGroups {
  /// The extents of the axes that tell the groups apart; 1 for all other axes.
  private(set) var kept = FourAxes(repeating: 1)
  /// The extents of the reduced axes; 1 for all other axes.
  private var reduced = FourAxes(repeating: 1)
  /// The distance between neighbouring weights along each axis.
  private var strides = FourAxes(repeating: 0)

  init(of parameter: Parameter, kerasAxes: [Int]) {
    let shape = parameter.value.shape
    precondition((1...4).contains(shape.count), "parameters have one to four axes")
    var stride = 1
    for back in 1...shape.count {
      let axis = shape.count - back
      kept[axis] = shape[axis]
      strides[axis] = stride
      stride *= shape[axis]
    }
    for place in 0..<kerasAxes.count {
      let given = kerasAxes[place]
      let axis = Parameter.axis(
        ofKerasAxis: given < 0 ? given + shape.count : given, role: parameter.role, rank: shape.count)
      kept[axis] = 1
      reduced[axis] = shape[axis]
    }
  }

  /// Calls `body` with the place of the first weight of each group in the slice of the first axis.
  func forEach(_ slice: Range<Int>, _ body: (Int) -> Void) {
    walk(slice, kept, body)
  }

  /// Calls `body` with the distance of each weight of a group from the group's first weight.
  func forEachMember(_ body: (Int) -> Void) {
    walk(0..<reduced[0], reduced, body)
  }

  /// Calls `body` with the place of each combination of indices within the extents.
  /// - Parameter first: the indices along the first axis.
  private func walk(_ first: Range<Int>, _ extents: FourAxes, _ body: (Int) -> Void) {
    for i in first {
      for j in 0..<extents[1] {
        for k in 0..<extents[2] {
          let start = i * strides[0] + j * strides[1] + k * strides[2]
          for l in 0..<extents[3] { body(start + l * strides[3]) }
        }
      }
    }
  }
}

/// A number for each of four axes.
private struct FourAxes {
  private var numbers: (Int, Int, Int, Int)

  init(repeating number: Int) {
    numbers = (number, number, number, number)
  }

  subscript(axis: Int) -> Int {
    get {
      switch axis {
      case 0: numbers.0
      case 1: numbers.1
      case 2: numbers.2
      default: numbers.3
      }
    }
    set {
      switch axis {
      case 0: numbers.0 = newValue
      case 1: numbers.1 = newValue
      case 2: numbers.2 = newValue
      default: numbers.3 = newValue
      }
    }
  }
}

extension Constraint: OneKeyChoice {
  public enum Name: String, CaseIterable, Sendable {
    case maxNorm = "max_norm"
    case nonNeg = "non_neg"
    case unitNorm = "unit_norm"
    case minMaxNorm = "min_max_norm"
  }

  public static let choiceName = "constraint"
  public static let choiceDoc = "A limit that is imposed on weights after each step."
  static let codec = Codec.choice(Constraint.self)

  public static func alternative(_ name: Name) -> Alternative<Constraint> {
    switch name {
    case .maxNorm: Alternative(Norm.maxKeys) { .maxNorm($0.maxValue, axes: $0.axis) }
    case .nonNeg: Alternative("Negative weights become 0.", .nonNegative)
    case .unitNorm: Alternative(Norm.unitKeys) { .unitNorm(axes: $0.axis) }
    case .minMaxNorm:
      Alternative(Norm.minMaxKeys) {
        .minMaxNorm(minimum: $0.minValue, maximum: $0.maxValue, rate: $0.rate, axes: $0.axis)
      }
    }
  }

  public var nameAndOptions: (name: Name, options: JSON?) {
    switch self {
    case .maxNorm(let maxValue, let axis):
      (.maxNorm, Norm.maxKeys.write(Norm(maxValue: maxValue, axis: axis)))
    case .nonNegative: (.nonNeg, nil)
    case .unitNorm(let axis): (.unitNorm, Norm.unitKeys.write(Norm(axis: axis)))
    case .minMaxNorm(let minValue, let maxValue, let rate, let axis):
      (
        .minMaxNorm,
        Norm.minMaxKeys.write(Norm(minValue: minValue, maxValue: maxValue, rate: rate, axis: axis))
      )
    }
  }
}

/// The options of all constraints on norms; each constraint has some of them.
private struct Norm {
  var minValue = 0.0
  var maxValue = 1.0
  var rate = 1.0
  var axis = Axes.one(0)

  static let maxKeys = KeyTable(
    "Norms above max_value are scaled down to it.", blank: Norm(maxValue: 2), [maxValueKey, axisKey])

  static let unitKeys = KeyTable("Every norm becomes 1.", blank: Norm(), [axisKey])

  static let minMaxKeys = KeyTable(
    "Norms outside the range move towards it by the share rate of the distance.", blank: Norm(),
    [
      .optional("min_value", \.minValue, .number(.notNegative), "The minimum norm."), maxValueKey,
      .optional(
        "rate", \.rate, .number(.fraction),
        "1: norms are brought into the range at once; 0: norms never change."),
      axisKey,
    ],
    rule: { norm in
      norm.minValue <= norm.maxValue
        ? nil
        : (
          "min_value",
          .emptyInterval(lowerKey: "min_value", norm.minValue, upperKey: "max_value", norm.maxValue)
        )
    })

  private static let maxValueKey = TableKey<Norm>.optional(
    "max_value", \.maxValue, .number(.notNegative), "The maximum norm.")
  private static let axisKey = TableKey<Norm>.optional(
    "axis", \.axis, .axes,
    "The axes along which norms are taken, an integer or a list, numbered as in Keras: 0 of a dense kernel means the inputs of each unit, [0, 1, 2] of a convolution's kernel the inputs of each filter."
  )
}
