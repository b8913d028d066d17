import CKernels
import Schema

/// How the window of a convolution or a pooling layer moves over an image. All sizes are in pixels.
public struct Window: Equatable, Sendable {
  public enum Padding: Equatable, Sendable {
    /// No padding.
    case valid
    /// ⌈input/stride⌉ outputs. If the number of padding pixels is odd, the larger part is below and to the right, as
    /// in Keras and TensorFlow.
    case same
    /// This number of zeros on every side.
    case pixels(Int)
  }

  public struct Size: Equatable, Sendable {
    public let height: Int
    public let width: Int
    public init(height: Int, width: Int) {
      self.height = height
      self.width = width
    }
  }

  public let kernel: Size
  public let strides: Size
  public let input: Size
  public let output: Size
  /// Rows of zeros above and columns of zeros to the left.
  public let padding: Size

  /// - Throws: `ShapeError` if the padded input is smaller than the kernel, or if a size is out of bounds.
  public init(input: Size, kernel: Size, strides: Size, padding: Padding) throws(ShapeError) {
    let rows = try Self.axis(input.height, kernel.height, strides.height, padding, named: "height")
    let columns = try Self.axis(input.width, kernel.width, strides.width, padding, named: "width")
    self.kernel = kernel
    self.strides = Size(height: rows.stride, width: columns.stride)
    self.input = input
    output = Size(height: rows.output, width: columns.output)
    self.padding = Size(height: rows.before, width: columns.before)
  }

  /// The window that is a single pixel and moves over every pixel of an image.
  init(eachPixelOf image: Size) {
    kernel = Size(height: 1, width: 1)
    strides = Size(height: 1, width: 1)
    input = image
    output = image
    padding = Size(height: 0, width: 0)
  }

  /// - Returns: the number of outputs along an axis, the number of zeros before the input, and the stride, limited to
  ///   the input's size, beyond which it makes no difference.
  private static func axis(
    _ input: Int, _ kernel: Int, _ stride: Int, _ padding: Padding, named name: String
  ) throws(ShapeError) -> (output: Int, before: Int, stride: Int) {
    for (what, size) in [("kernel", kernel), ("stride", stride)]
    where size < 1 || size > ShapeError.largestSize {
      throw .sizeOutOfBounds(what: "\(what) \(name)", size: size)
    }
    switch padding {
    case .same:
      let output = (input - 1) / stride + 1
      return (output, max((output - 1) * stride + kernel - input, 0) / 2, min(stride, input))
    case .valid, .pixels:
      var pixels = 0
      if case .pixels(let given) = padding { pixels = given }
      guard pixels >= 0, pixels <= ShapeError.largestSize else {
        throw .sizeOutOfBounds(what: "padding", size: pixels)
      }
      guard input + 2 * pixels >= kernel else {
        throw .windowExceedsInput(axis: name, window: kernel, input: input, padding: pixels)
      }
      return ((input + 2 * pixels - kernel) / stride + 1, pixels, min(stride, input + 2 * pixels))
    }
  }

  /// The window as the kernels need it.
  func kernelWindow(inputChannels: Int, outputChannels: Int) -> bnk_window {
    bnk_window(
      in_channels: inputChannels, in_height: input.height, in_width: input.width,
      out_channels: outputChannels, out_height: output.height, out_width: output.width,
      kernel_height: kernel.height, kernel_width: kernel.width,
      stride_height: strides.height, stride_width: strides.width,
      pad_top: padding.height, pad_left: padding.width)
  }
}

extension Window {
  func inputShape(channels: Int) -> SampleShape {
    .image(channels: channels, height: input.height, width: input.width)
  }

  public func outputShape(channels: Int) -> SampleShape {
    .image(channels: channels, height: output.height, width: output.width)
  }
}

extension Codec where Value == Window.Size {
  /// An integer for both height and width, or `[height, width]`.
  static var size2D: Codec {
    let pair = Codec<[Int]>.tuple(of: .size, count: 2)
    return .either(
      Codec<Int>.size.map({ Window.Size(height: $0, width: $0) }) { $0.height },
      pair.map({ Window.Size(height: $0[0], width: $0[1]) }) { [$0.height, $0.width] }
    ) { size in
      size.height == size.width ? .integer(size.height) : pair.write([size.height, size.width])
    }
  }
}

extension Codec where Value == Window.Padding {
  /// A number of pixels, `"valid"` or `"same"`.
  static var padding: Codec {
    .either(
      Codec<Int>.notNegative.map({ Window.Padding.pixels($0) }) { padding in
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
