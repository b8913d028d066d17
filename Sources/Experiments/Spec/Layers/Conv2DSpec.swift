import Schema

public struct Conv2DSpec: Equatable, Sendable {
  public var filters: Int
  public var kernelSize: Size2D
  public var strides: Size2D
  public var padding: PaddingSpec
  public var useBias: Bool
  public var kernel: ParameterSpec
  public var bias: ParameterSpec

  public init(
    filters: Int, kernelSize: Size2D, strides: Size2D = Size2D(height: 1, width: 1),
    padding: PaddingSpec = .valid, useBias: Bool = true,
    kernel: ParameterSpec = ParameterSpec(.glorotUniform), bias: ParameterSpec = ParameterSpec(.zeros)
  ) {
    self.filters = filters
    self.kernelSize = kernelSize
    self.strides = strides
    self.padding = padding
    self.useBias = useBias
    self.kernel = kernel
    self.bias = bias
  }
}

public enum PaddingSpec: Equatable, Sendable {
  case valid
  /// Keras's rule: ⌈in/stride⌉ outputs, an odd pixel of padding below and to the right.
  case same
  /// This many zero pixels on every side.
  case pixels(Int)
}

extension Conv2DSpec {
  static let keys = KeyTable(
    "A two-dimensional convolution over images [channels, height, width].",
    blank: Conv2DSpec(filters: 1, kernelSize: Size2D(height: 1, width: 1)),
    [
      .required("filters", \.filters, .size, "The number of output channels."),
      .required("kernel_size", \.kernelSize, .size2D, "The window, as one number or as [height, width]."),
      .optional("strides", \.strides, .size2D, "The window's steps, as one number or as [height, width]."),
      .optional(
        "padding", \.padding, .padding,
        "Zero pixels around the image: a number for every side, \"valid\" for none, or \"same\" for as many outputs as inputs at stride 1."
      ),
      .optional("use_bias", \.useBias, .boolean, "Add a bias to each channel."),
    ] + ParameterSpec.keys("kernel", "the weights").map { $0.inside(\.kernel) }
      + ParameterSpec.keys("bias", "the biases").map { $0.inside(\.bias) })
}

extension Codec where Value == PaddingSpec {
  fileprivate static var padding: Codec {
    .either(
      Codec<Int>.notNegative.map({ PaddingSpec.pixels($0) }) { padding in
        if case .pixels(let pixels) = padding { pixels } else { 0 }
      },
      Codec<PaddingWord>.word.map({ $0 == .valid ? .valid : .same }) { $0 == .valid ? .valid : .same }
    ) { padding in
      switch padding {
      case .valid: .string(PaddingWord.valid.rawValue)
      case .same: .string(PaddingWord.same.rawValue)
      case .pixels(let pixels): .integer(pixels)
      }
    }
  }
}

private enum PaddingWord: String, CaseIterable {
  case valid, same
}
