import TestSupport
import Testing

@testable import Engine

struct Conv2DTests {
  struct Geometry: Sendable, CustomTestStringConvertible {
    let name: String
    var channels = 1
    var filters = 1
    var size = (height: 5, width: 5)
    var kernel = (height: 3, width: 3)
    var strides = (height: 1, width: 1)
    var padding = Window.Padding.valid
    var useBias = true
    var testDescription: String { name }

    var shape: SampleShape { .image(channels: channels, height: size.height, width: size.width) }

    func window() throws -> Window {
      try Window(
        input: .init(height: size.height, width: size.width),
        kernel: .init(height: kernel.height, width: kernel.width),
        strides: .init(height: strides.height, width: strides.width), padding: padding)
    }

    func layer(_ activation: ActivationFunction = .linear) throws -> Conv2D {
      var layer = Conv2D(
        inputChannels: channels, filters: filters, window: try window(), useBias: useBias,
        activation: activation)
      randomize(&layer)
      return layer
    }
  }

  static let geometries = [
    Geometry(name: "3×3"),
    Geometry(name: "many channels", channels: 5, filters: 7, size: (6, 5)),
    Geometry(name: "many filters", channels: 2, filters: 17, size: (4, 7)),
    Geometry(name: "same", channels: 2, filters: 3, padding: .same),
    Geometry(name: "same, even kernel", channels: 2, filters: 3, kernel: (2, 4), padding: .same),
    Geometry(name: "two pixels of padding", channels: 2, filters: 3, padding: .pixels(2)),
    Geometry(
      name: "windows all in the padding", filters: 2, size: (3, 3), kernel: (2, 2), padding: .pixels(3)),
    Geometry(name: "strides", channels: 2, filters: 3, size: (7, 6), strides: (2, 3)),
    Geometry(
      name: "strides and same", filters: 2, size: (6, 7), kernel: (3, 2), strides: (2, 3), padding: .same),
    Geometry(name: "stride beyond the kernel", filters: 2, size: (7, 7), kernel: (1, 2), strides: (3, 3)),
    Geometry(name: "rectangular kernel", channels: 3, filters: 2, size: (4, 9), kernel: (1, 5)),
    Geometry(name: "1×1", channels: 4, filters: 6, size: (3, 3), kernel: (1, 1)),
    Geometry(name: "kernel as large as the image", channels: 2, filters: 5, kernel: (5, 5)),
    Geometry(name: "one pixel", channels: 3, filters: 4, size: (1, 1), kernel: (1, 1), useBias: false),
    Geometry(name: "without bias", channels: 2, filters: 3, useBias: false),
  ]

  /// [[1, 2, 3], [4, 5, 6]] with the kernel [[1, 10]] (no flipping): 1 + 20, 2 + 30; 4 + 50, 5 + 60; plus the bias ½.
  @Test func correlatesWithoutFlipping() throws {
    let window = try Window(
      input: .init(height: 2, width: 3), kernel: .init(height: 1, width: 2),
      strides: .init(height: 1, width: 1), padding: .valid)
    var layer = Conv2D(inputChannels: 1, filters: 1, window: window)
    layer.weight.value = Tensor(shape: [1, 1, 1, 2], elements: [1, 10])
    layer.bias?.value = Tensor(shape: [1], elements: [0.5])
    let probe = LayerProbe(inputShape: .image(channels: 1, height: 2, width: 3))
    #expect(probe.infer(layer, on: [[1, 2, 3, 4, 5, 6]]) == [[21.5, 32.5, 54.5, 65.5]])
    // dy = 1 everywhere: each kernel weight's gradient is the sum of the pixels it met, the bias's the number of
    // outputs, a pixel's the sum of the weights it met.
    let gradient = probe.backward(&layer, on: [[1, 2, 3, 4, 5, 6]], outputGradient: [[1, 1, 1, 1]])
    #expect(layer.weight.gradient.elements == [12, 16])
    #expect(layer.bias?.gradient.elements == [4])
    #expect(gradient.samples == [[1, 11, 10, 1, 11, 10]])
  }

  @Test(arguments: geometries)
  func agreesWithTheDefinition(_ geometry: Geometry) throws {
    let layer = try geometry.layer()
    let window = try geometry.window()
    let reference = ReferenceConvolution(
      input: (geometry.channels, geometry.size.height, geometry.size.width), filters: geometry.filters,
      kernel: geometry.kernel, strides: geometry.strides,
      padding: (window.padding.height, window.padding.width),
      output: (window.output.height, window.output.width))
    for count in [1, 2, 15, 16, 17, 33] {
      var values = TestValues(seed: UInt64(count))
      let samples = values.samples(count, of: geometry.shape.count)
      let expected = samples.map {
        reference($0, weight: layer.weight.value.elements, bias: layer.bias?.value.elements)
      }
      let found = LayerProbe(inputShape: geometry.shape).infer(layer, on: samples)
      #expect(largestDifference(found, expected) < 1e-5, "\(count) samples")
    }
  }

  @Test(arguments: geometries, [ActivationFunction.linear, .sigmoid])
  func gradientsAgreeWithDifferences(_ geometry: Geometry, activation: ActivationFunction) throws {
    let layer = try geometry.layer(activation)
    for count in [2, 17] {
      var values = TestValues(seed: UInt64(count))
      let samples = values.samples(count, of: geometry.shape.count)
      #expect(
        GradientCheck(elementLimit: 10).mismatches(of: layer, on: samples, shape: geometry.shape) == [])
    }
  }

  @Test(arguments: [15, 16, 33])
  func gradientsAgreeWithDifferencesForOtherCounts(samples count: Int) throws {
    for activation in [ActivationFunction.linear, .tanh] {
      let geometry = Geometry(name: "", channels: 2, filters: 3, size: (4, 5), padding: .pixels(1))
      var values = TestValues(seed: UInt64(count))
      #expect(
        GradientCheck(elementLimit: 16).mismatches(
          of: try geometry.layer(activation), on: values.samples(count, of: geometry.shape.count),
          shape: geometry.shape) == [])
    }
  }

  /// relu in the convolution is relu after it.
  @Test func fusedReluIsReluAfterwards() throws {
    let geometry = Geometry(name: "", channels: 2, filters: 3, padding: .same)
    var values = TestValues()
    let samples = values.samples(17, of: geometry.shape.count)
    let gradient = values.samples(17, of: 3 * 25)
    let probe = LayerProbe(inputShape: geometry.shape)
    var (fused, plain) = (try geometry.layer(.relu), try geometry.layer())
    let sums = probe.forward(&plain, on: samples)
    #expect(probe.forward(&fused, on: samples) == sums.map { $0.map { max($0, 0) } })

    let masked = zip(gradient, sums).map { zip($0, $1).map { $1 > 0 ? $0 : 0 } }
    let found = probe.backward(&fused, on: samples, outputGradient: gradient)
    let expected = probe.backward(&plain, on: samples, outputGradient: masked)
    #expect(found.samples == expected.samples)
    #expect(fused.weight.gradient == plain.weight.gradient)
    #expect(fused.bias?.gradient == plain.bias?.gradient)
  }

  @Test func tensorsHaveTorchsNamesAndShapes() throws {
    var layer = try Geometry(name: "", channels: 2, filters: 3, kernel: (4, 5)).layer()
    var described: [String] = []
    layer.forEachParameter { described.append("\($0.name) \($0.value.shape)") }
    #expect(described == ["weight [3, 2, 4, 5]", "bias [3]"])
  }
}
