import Testing

@testable import Engine

struct OrthogonalTests {
  private func matrix(_ shape: [Int], gain: Double = 1, seed: UInt64 = 1) -> Tensor {
    var tensor = Tensor(shape: shape)
    Initializer.orthogonal(gain: gain).fill(
      &tensor, fans: .init(input: 1, output: 1), from: RandomStream(seed: seed, purpose: .kernel, index: 0))
    return tensor
  }

  /// QᵀQ, or QQᵀ if there are more columns than rows, is gain² times the identity.
  @Test(arguments: [[20, 5], [5, 20], [7, 7], [1, 4], [4, 1], [6, 2, 3, 2]], [1.0, 1.5])
  func theShorterSidesVectorsAreOrthonormal(shape: [Int], gain: Double) {
    let tensor = matrix(shape, gain: gain)
    let (rows, columns) = (shape[0], tensor.count / shape[0])
    let isHigh = rows >= columns
    let (length, width) = (max(rows, columns), min(rows, columns))
    func element(_ vector: Int, _ place: Int) -> Double {
      Double(isHigh ? tensor[place * columns + vector] : tensor[vector * columns + place])
    }
    for one in 0..<width {
      for other in 0...one {
        let product = (0..<length).reduce(0) { $0 + element(one, $1) * element(other, $1) }
        #expect(abs(product - (one == other ? gain * gain : 0)) < 3e-7)
      }
    }
  }

  /// The first column is the normal numbers drawn first, scaled to length 1: R's diagonal is positive.
  @Test func theFirstVectorIsTheFirstDrawn() {
    let tensor = matrix([4, 2])
    var stream = RandomStream(seed: 1, purpose: .kernel, index: 0)
    let drawn = (0..<4).map { _ in stream.normal() }
    let norm = drawn.reduce(0) { $0 + $1 * $1 }.squareRoot()
    for (row, value) in drawn.enumerated() { #expect(abs(Double(tensor[row * 2]) - value / norm) < 1e-7) }
  }

  /// Uniform among the orthogonal matrices: an element of a 3 × 3 has the mean 0 and the variance ⅓.
  @Test func elementsAreSpreadEvenly() {
    let elements = (0..<400).flatMap { matrix([3, 3], seed: UInt64($0)).elements.map(Double.init) }
    let third: Double = 1.0 / 3
    let meanError: Double = (third / 3600).squareRoot()
    #expect(abs(mean(elements)) < 5 * meanError)
    #expect(abs(variance(elements) - third) < 0.02)
  }
}
