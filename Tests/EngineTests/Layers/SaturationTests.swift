import TestSupport
import Testing

@testable import Engine

@Suite struct SaturationTests {
  private func share(_ layer: LayerSpec, _ values: [Float]) -> Double? {
    layer.configuration.saturation?.share(of: values)
  }

  @Test func eachActivationHasItsBounds() {
    #expect(share(.activation(.relu), [0, 0, 0, 0.001]) == 0.75)
    #expect(share(.activation(.tanh), [-0.995, 0.98, 0.995, 0]) == 0.5)
    #expect(share(.lstm(.init()), [-0.995, 0.98, 0.995, 0]) == 0.5)
    #expect(share(.activation(.sigmoid), [0.005, 0.02, 0.98, 0.995]) == 0.5)
    #expect(share(.linearUnit(.elu(alpha: 2)), [-1.99, -1.9, 0, 5]) == 0.25)
    // The lower bound is −1.7580993.
    #expect(share(.linearUnit(.selu), [-1.75, -1.73]) == 0.5)
    #expect(share(.linearUnit(.softplus), [0.005, 0.5]) == 0.5)
  }

  @Test func othersHaveNone() {
    #expect(share(.softmax, [0, 1]) == nil)
    #expect(share(.linearUnit(.leakyRelu(negativeSlope: 0.3)), [0]) == nil)
    #expect(share(.linearUnit(.gelu(approximate: false)), [0]) == nil)
    #expect(share(.linearUnit(.swish), [0]) == nil)
    #expect(share(.flatten, [0]) == nil)
  }
}
