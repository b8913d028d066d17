import Engine

/// Random numbers as inputs of layers in tests. They are the same in every run.
public struct TestValues {
  private var stream: RandomStream

  public init(seed: UInt64 = 1) {
    stream = RandomStream(seed: seed, purpose: .kernel, index: 0)
  }

  /// `count` numbers, uniformly distributed in the range.
  public mutating func uniform(_ count: Int, in range: ClosedRange<Float> = -1...1) -> [Float] {
    (0..<count).map { _ in value(in: range) }
  }

  /// `count` samples of `features` values each, uniformly distributed in the range.
  public mutating func samples(_ count: Int, of features: Int, in range: ClosedRange<Float> = -1...1)
    -> [[Float]]
  {
    (0..<count).map { _ in uniform(features, in: range) }
  }

  /// Numbers in −1...1 whose distance from 0 is at least `margin`, since relu has a kink at 0.
  public mutating func awayFromZero(_ count: Int, margin: Float) -> [Float] {
    uniform(count, in: 0...1).map { magnitude in
      let distance = margin + (1 - margin) * magnitude
      return stream.integer(below: 2) == 0 ? distance : -distance
    }
  }

  /// Numbers in random order, any two of which differ by at least `step`, so that every maximum is clear.
  public mutating func spaced(_ count: Int, step: Float) -> [Float] {
    var values = (0..<count).map { (Float($0) - Float(count) / 2) * step }
    for last in values.indices.dropFirst().reversed() {
      values.swapAt(last, stream.integer(below: last + 1))
    }
    return values
  }

  /// `count` random labels in 0..<classes.
  public mutating func labels(_ count: Int, classes: Int) -> [Int32] {
    (0..<count).map { _ in Int32(stream.integer(below: classes)) }
  }

  private mutating func value(in range: ClosedRange<Float>) -> Float {
    range.lowerBound + (range.upperBound - range.lowerBound) * Float(stream.uniform())
  }
}
