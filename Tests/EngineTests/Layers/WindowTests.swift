import Testing

@testable import Engine

struct WindowTests {
  private func window(
    _ input: Int, kernel: Int, stride: Int = 1, _ padding: Window.Padding = .valid
  ) throws(ShapeError) -> Window {
    try Window(
      input: .init(height: input, width: 7), kernel: .init(height: kernel, width: 1),
      strides: .init(height: stride, width: 1), padding: padding)
  }

  /// ⌊(in − kernel)/stride⌋ + 1
  @Test func validCountsWholeWindows() throws {
    #expect(try window(5, kernel: 5).output.height == 1)
    #expect(try window(28, kernel: 5).output.height == 24)
    #expect(try window(5, kernel: 2, stride: 2).output.height == 2)
    #expect(try window(6, kernel: 3, stride: 2).output.height == 2)
    #expect(try window(7, kernel: 3, stride: 2).output.height == 3)
    #expect(try window(3, kernel: 1, stride: 5).output.height == 1)
    #expect(try window(28, kernel: 5).padding.height == 0)
  }

  /// ⌈in/stride⌉ outputs, with the padding that they need; the smaller half of it is above.
  @Test func sameKeepsTheSizeOverTheStride() throws {
    let odd = try window(5, kernel: 3, .same)
    #expect(odd.output.height == 5 && odd.padding.height == 1)
    // An even kernel needs one row, which is added below.
    let even = try window(5, kernel: 2, .same)
    #expect(even.output.height == 5 && even.padding.height == 0)
    // 3 outputs, (3 − 1)·2 + 3 − 6 = 1 row, below.
    let strided = try window(6, kernel: 3, stride: 2, .same)
    #expect(strided.output.height == 3 && strided.padding.height == 0)
    // 2 outputs, (2 − 1)·3 + 5 − 6 = 2 rows, one above.
    let wide = try window(6, kernel: 5, stride: 3, .same)
    #expect(wide.output.height == 2 && wide.padding.height == 1)
    // A stride larger than the kernel needs no padding.
    let sparse = try window(7, kernel: 1, stride: 3, .same)
    #expect(sparse.output.height == 3 && sparse.padding.height == 0)
  }

  @Test func pixelsAreAddedOnEitherSide() throws {
    let padded = try window(5, kernel: 3, .pixels(1))
    #expect(padded.output.height == 5 && padded.padding.height == 1)
    #expect(try window(2, kernel: 5, .pixels(2)).output.height == 2)
    #expect(try window(5, kernel: 3, stride: 2, .pixels(3)).output.height == 5)
  }

  @Test func axesAreIndependent() throws {
    let window = try Window(
      input: .init(height: 10, width: 6), kernel: .init(height: 3, width: 5),
      strides: .init(height: 2, width: 1), padding: .valid)
    #expect(window.output == .init(height: 4, width: 2))
    #expect(window.outputShape(channels: 3) == .image(channels: 3, height: 4, width: 2))
  }

  @Test func impossibleWindowsAreRefused() {
    #expect(throws: ShapeError.windowExceedsInput(axis: "height", window: 6, input: 5, padding: 0)) {
      try window(5, kernel: 6)
    }
    #expect(throws: ShapeError.windowExceedsInput(axis: "height", window: 8, input: 5, padding: 1)) {
      try window(5, kernel: 8, .pixels(1))
    }
    for size in [0, -1, ShapeError.largestSize + 1, .max, .min] {
      #expect(throws: ShapeError.sizeOutOfBounds(what: "kernel height", size: size)) {
        try window(5, kernel: size, .same)
      }
      #expect(throws: ShapeError.sizeOutOfBounds(what: "stride height", size: size)) {
        try window(5, kernel: 1, stride: size)
      }
    }
    for pixels in [-1, ShapeError.largestSize + 1, .max, .min] {
      #expect(throws: ShapeError.sizeOutOfBounds(what: "padding", size: pixels)) {
        try window(5, kernel: 1, .pixels(pixels))
      }
    }
  }

  @Test func countsAreCheckedAgainstOverflow() throws {
    #expect(try elementCount(3, 4, 5, what: "weights") == 60)
    #expect(throws: ShapeError.tooManyElements(what: "weights")) {
      try elementCount(1 << 20, 1 << 20, what: "weights")
    }
    #expect(throws: ShapeError.tooManyElements(what: "weights")) {
      try elementCount(.max, .max, what: "weights")
    }
  }
}
