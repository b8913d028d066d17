import TestSupport
import Testing

@testable import Engine

struct ConstraintTests {
  /// A weight after the constraint.
  private func applied(_ constraint: Constraint, to value: Tensor, role: Parameter.Role = .kernel) -> [Float]
  {
    var parameter = Parameter(name: "weight", role: role, value: value)
    constraint.apply(to: &parameter, on: Executor(threads: 2))
    // The floats after a parameter's end stay zero.
    let padding = parameter.value.count..<parameter.value.paddedCount
    #expect(padding.allSatisfy { parameter.value.pointer[$0] == 0 })
    return parameter.value.elements
  }

  private func constraints(axes list: [Int]) -> [Constraint] {
    let axes = Axes.several(list)
    return [
      .maxNorm(1.25, axes: axes), .unitNorm(axes: axes),
      .minMaxNorm(minimum: 0.75, maximum: 1.5, rate: 0.5, axes: axes), .nonNegative,
    ]
  }

  /// A unit's two weights 3 and 4 have the norm 5: 2/5 of them keeps a norm of 2; the other unit's, ½, is below it.
  @Test func maxNormByHand() {
    let kernel = Tensor(shape: [2, 2], elements: [3, 4, 0.5, 0])
    let found = applied(.maxNorm(2, axes: [0]), to: kernel)
    #expect(largestDifference(found, [1.2, 1.6, 0.5, 0]) < 2e-7)
    // Norms along Keras's axis 1, for each input: √(9 + ¼) and 4.
    let byInputs = applied(.maxNorm(2, axes: [1]), to: kernel)
    let norm = 9.25.squareRoot()
    #expect(largestDifference(byInputs, [6 / norm, 2, 1 / norm, 0]) < 2e-7)
  }

  /// Keras's kernel is [inputs, units]; here it is transposed.
  @Test func denseKernelsAgreeWithKeras() {
    let values = ramp(15)
    let kernel = Tensor(
      shape: [3, 5], elements: (0..<15).map { (place: Int) -> Float in values[place % 5 * 3 + place / 5] })
    typealias Reference = ReferenceValues
    for (axis, wanted) in [
      (
        0,
        [
          Reference.denseMaxNorm0, Reference.denseUnitNorm0, Reference.denseMinMaxNorm0,
          Reference.denseNonNegative0,
        ]
      ),
      (
        1,
        [
          Reference.denseMaxNorm1, Reference.denseUnitNorm1, Reference.denseMinMaxNorm1,
          Reference.denseNonNegative1,
        ]
      ),
    ] {
      for (constraint, reference) in zip(constraints(axes: [axis]), wanted) {
        #expect(largestDifference(applied(constraint, to: kernel), reference) < 2e-7, "\(constraint)")
      }
    }
  }

  /// Keras's kernel is [height, width, inputs, filters].
  @Test func convolutionKernelsAgreeWithKeras() {
    let values = ramp(36, 4)
    // [3 filters, 2 inputs, 3 rows, 2 columns]
    let kernel = Tensor(
      shape: [3, 2, 3, 2],
      elements: (0..<36).map { place in
        let (filter, input, row, column) = (place / 12, place / 6 % 2, place / 2 % 3, place % 2)
        return values[((row * 2 + column) * 2 + input) * 3 + filter]
      })
    typealias Reference = ReferenceValues
    for (axes, wanted) in [
      ([0], [Reference.convMaxNorm0, Reference.convUnitNorm0, Reference.convMinMaxNorm0]),
      ([0, 1, 2], [Reference.convMaxNorm012, Reference.convUnitNorm012, Reference.convMinMaxNorm012]),
      ([2, -1], [Reference.convMaxNorm23, Reference.convUnitNorm23, Reference.convMinMaxNorm23]),
    ] {
      for (constraint, reference) in zip(constraints(axes: axes), wanted) {
        #expect(largestDifference(applied(constraint, to: kernel), reference) < 2e-7, "\(constraint)")
      }
    }
  }

  @Test func vectorsAgreeWithKeras() {
    let vector = Tensor(shape: [6], elements: ramp(6, 2))
    typealias Reference = ReferenceValues
    let wanted = [
      Reference.vectorMaxNorm0, Reference.vectorUnitNorm0, Reference.vectorMinMaxNorm0,
      Reference.vectorNonNegative0,
    ]
    for (constraint, reference) in zip(constraints(axes: [0]), wanted) {
      #expect(
        largestDifference(applied(constraint, to: vector, role: .gamma), reference) < 2e-7, "\(constraint)")
    }
  }

  @Test func notANumberStaysOne() {
    for constraint in constraints(axes: [0]) {
      #expect(applied(constraint, to: Tensor(shape: [2], elements: [.nan, 1]), role: .beta)[0].isNaN)
    }
  }

  @Test func axesAreChecked() throws {
    try Constraint.maxNorm(1, axes: [0, -1]).check(rank: 2)
    try Constraint.nonNegative.check(rank: 1)
    #expect(throws: ShapeError.noSuchTensorAxis(axis: 2, rank: 2)) {
      try Constraint.unitNorm(axes: [2]).check(rank: 2)
    }
    #expect(throws: ShapeError.noSuchTensorAxis(axis: -3, rank: 2)) {
      try Constraint.unitNorm(axes: [-3]).check(rank: 2)
    }
    #expect(throws: ShapeError.repeatedAxis(-2)) { try Constraint.unitNorm(axes: [0, -2]).check(rank: 2) }
  }

  /// Constraints are imposed after each update, and only on trainable parameters: 1 − ½·4 = −1 becomes 0, 1 + ½·4 = 3
  /// stays.
  @Test func updatesEndWithConstraints() {
    for isTrainable in [true, false] {
      var layer = Dense(inputSize: 2, outputSize: 1, useBias: false)
      layer.weight = Parameter(
        name: "weight", value: Tensor(shape: [1, 2], elements: [1, 1]), isTrainable: isTrainable)
      layer.weight.constraint = .nonNegative
      layer.weight.gradient = Tensor(shape: [1, 2], elements: [4, -4])
      var network = Network(inputShape: .features(2), entries: [.init(name: "0", layer: layer)])
      var optimizer = Optimizer(.sgd(learningRate: 0.5, momentum: 0, nesterov: false), for: &network)
      optimizer.update(&network, on: Executor())
      #expect(network.namedTensors[0].tensor.elements == (isTrainable ? [0, 3] : [1, 1]))
    }
  }
}
