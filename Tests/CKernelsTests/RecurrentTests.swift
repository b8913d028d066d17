import CKernels
import Foundation
import Testing

/// The results of one LSTM step in double precision. cell and hidden are [rows][units]; gates is [rows][4·units], in
/// the order i, f, g, o.
private struct Reference {
  let gates: [Double]
  let cell: [Double]
  let hidden: [Double]

  init(units: Int, sums: [Double], previousCell: [Double]?) {
    func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
    let rows = sums.count / (4 * units)
    var (gates, cell, hidden) = (sums, Array(repeating: 0.0, count: rows * units), [Double]())
    for row in 0..<rows {
      for unit in 0..<units {
        func at(_ part: Int) -> Int { row * 4 * units + part * units + unit }
        for part in [0, 1, 3] { gates[at(part)] = sigmoid(sums[at(part)]) }
        gates[at(2)] = tanh(sums[at(2)])
        let index = row * units + unit
        cell[index] = gates[at(1)] * (previousCell?[index] ?? 0) + gates[at(0)] * gates[at(2)]
        hidden.append(gates[at(3)] * tanh(cell[index]))
      }
    }
    (self.gates, self.cell, self.hidden) = (gates, cell, hidden)
  }
}

@Suite struct RecurrentTests {
  /// The maximum difference of two arrays' elements.
  private func distance(_ one: [Float], _ other: [Double]) -> Double {
    zip(one, other).map { abs(Double($0) - $1) }.max() ?? .infinity
  }

  /// Copies rows of `length` floats into memory in which they are `stride` apart, with NaN between them.
  private func spread(_ values: [Float], length: Int, stride: Int) -> Floats {
    Floats(values.count / length * stride) {
      $0 % stride < length ? values[$0 / stride * length + $0 % stride] : .nan
    }
  }

  /// The inverse of `spread`.
  private func gather(_ rows: Floats, length: Int, stride: Int) -> [Float] {
    (0..<rows.count / stride).flatMap { row in (0..<length).map { rows[row * stride + $0] } }
  }

  @Test(arguments: [1, 15, 16, 17, 35]) func aStepAgreesWithItsDefinition(units: Int) {
    var random = Random(51)
    let rows = 3
    let (input, recurrent) = (random.floats(rows * 4 * units), random.floats(rows * 4 * units))
    let previous = random.floats(rows * units)
    let (wide, narrow) = (4 * units + 5, units + 3)
    for isFirst in [false, true] {
      let sums = zip(input, recurrent).map { Double($0) + (isFirst ? 0 : Double($1)) }
      let wanted = Reference(
        units: units, sums: sums, previousCell: isFirst ? nil : previous.map(Double.init))
      let same = SameAcrossLevels()
      for level in allLevels() {
        let gates = spread(input, length: 4 * units, stride: wide)
        let fromHidden = spread(recurrent, length: 4 * units, stride: wide)
        let previousCell = spread(previous, length: units, stride: narrow)
        let empty = Array(repeating: Float(0), count: rows * units)
        let cell = spread(empty, length: units, stride: narrow)
        let hidden = spread(empty, length: units, stride: narrow)
        let copy = spread(empty, length: units, stride: narrow)
        level.kernels.lstm_step(
          rows, units, gates.start, wide, isFirst ? nil : fromHidden.start, wide,
          isFirst ? nil : previousCell.start, cell.start, narrow, hidden.start, narrow, copy.start, narrow)
        #expect(distance(gather(gates, length: 4 * units, stride: wide), wanted.gates) < 4e-7)
        #expect(distance(gather(cell, length: units, stride: narrow), wanted.cell) < 4e-7)
        #expect(distance(gather(hidden, length: units, stride: narrow), wanted.hidden) < 4e-7)
        #expect(sameBits(copy.values, hidden.values))
        #expect(same.check(level, gates, cell, hidden))
      }
    }
  }

  /// One unit with i = f = g = o = 1/2, the previous cell c₋ = 2 and the cell c = 1.25, so t = tanh 1.25 = 0.8482836.
  /// The gradients are dy + dh = 1 with respect to h and dc = 0.5 with respect to c. By hand:
  ///   dc' = 0.5 + 1·0.5·(1 − t²) = 0.640207;  do: 1·t·¼ = 0.2120709;  di: dc'·0.5·¼ = 0.0800259;
  ///   df: dc'·2·¼ = 0.3201035;  dg: dc'·0.5·(1 − ¼) = 0.2400776;  dc₋ = dc'·0.5 = 0.3201035
  @Test func gradientsMatchThoseComputedByHand() {
    for level in allLevels() {
      let gates = Floats([0.5, 0.5, 0.5, 0.5])
      let (previous, cell) = (Floats([2]), Floats([1.25]))
      let (dy, dh, dc) = (Floats([0.75]), Floats([0.25]), Floats([0.5]))
      level.kernels.lstm_step_gradient(
        1, 1, gates.start, 4, previous.start, cell.start, 1, dy.start, 1, dh.start, 1, dc.start, 1)
      #expect(distance(gates.values, [0.0800259, 0.3201035, 0.2400776, 0.2120709]) < 1e-6)
      #expect(abs(dc[0] - 0.3201035) < 1e-6)
    }
  }

  /// The last step takes dc as 0, whatever the memory holds. The first step has no previous cell.
  @Test func gradientsOfTheFirstAndTheLastStep() {
    for level in allLevels() {
      let (gates, cell, dc) = (Floats([0.5, 0.5, 0.5, 0.5]), Floats([0.25]), Floats([.nan]))
      level.kernels.lstm_step_gradient(
        1, 1, gates.start, 4, nil, cell.start, 1, nil, 1, nil, 1, dc.start, 1)
      #expect(gates.values == [0, 0, 0, 0] && dc[0] == 0)
    }
  }

  /// The reference for every unit is a difference quotient of the definition in double precision. Rows do not fill
  /// whole vectors.
  @Test func gradientsAgreeWithDifferences() {
    var random = Random(52)
    let (rows, units) = (2, 18)
    let sums = random.floats(rows * 4 * units).map(Double.init)
    let previous = random.floats(rows * units).map(Double.init)
    let (dh, dc) = (random.floats(rows * units), random.floats(rows * units))
    func total(_ sums: [Double], _ previous: [Double]) -> Double {
      let step = Reference(units: units, sums: sums, previousCell: previous)
      return zip(step.hidden, dh).reduce(0) { $0 + $1.0 * Double($1.1) }
        + zip(step.cell, dc).reduce(0) { $0 + $1.0 * Double($1.1) }
    }
    let forward = Reference(units: units, sums: sums, previousCell: previous)
    let same = SameAcrossLevels()
    for level in allLevels() {
      let gates = Floats(forward.gates.map { Float($0) })
      let cell = Floats(forward.cell.map { Float($0) })
      let before = Floats(previous.map { Float($0) })
      let (hidden, cellGradient) = (Floats(dh), Floats(dc))
      level.kernels.lstm_step_gradient(
        rows, units, gates.start, 4 * units, before.start, cell.start, units, nil, 0, hidden.start, units,
        cellGradient.start, units)
      let step = 1e-5
      for i in sums.indices {
        var (above, below) = (sums, sums)
        above[i] += step
        below[i] -= step
        let wanted = (total(above, previous) - total(below, previous)) / (2 * step)
        #expect(abs(Double(gates[i]) - wanted) < 1e-6)
      }
      for i in previous.indices {
        var (above, below) = (previous, previous)
        above[i] += step
        below[i] -= step
        let wanted = (total(sums, above) - total(sums, below)) / (2 * step)
        #expect(abs(Double(cellGradient[i]) - wanted) < 1e-6)
      }
      #expect(same.check(level, gates, cellGradient))
    }
  }
}
