@testable import Engine

/// A convolution of one sample by its definition, in double precision. It shares only the sizes with `Window`, no code.
struct ReferenceConvolution {
  let input: (channels: Int, height: Int, width: Int)
  let filters: Int
  let kernel: (height: Int, width: Int)
  let strides: (height: Int, width: Int)
  /// Rows of zeros above and columns to the left; what lies beyond the image on any side is zero.
  let padding: (top: Int, left: Int)
  let output: (height: Int, width: Int)

  func callAsFunction(_ image: [Float], weight: [Float], bias: [Float]?) -> [Double] {
    var result: [Double] = []
    for filter in 0..<filters {
      for row in 0..<output.height {
        for column in 0..<output.width {
          result.append(
            Double(bias?[filter] ?? 0) + sum(image, weight: weight, filter: filter, row: row, column: column))
        }
      }
    }
    return result
  }

  private func sum(_ image: [Float], weight: [Float], filter: Int, row: Int, column: Int) -> Double {
    var sum = 0.0
    for channel in 0..<input.channels {
      for y in 0..<kernel.height {
        for x in 0..<kernel.width {
          let (imageRow, imageColumn) = (
            row * strides.height + y - padding.top, column * strides.width + x - padding.left
          )
          guard (0..<input.height).contains(imageRow), (0..<input.width).contains(imageColumn) else {
            continue
          }
          let pixel = image[(channel * input.height + imageRow) * input.width + imageColumn]
          let factor = weight[((filter * input.channels + channel) * kernel.height + y) * kernel.width + x]
          sum += Double(pixel) * Double(factor)
        }
      }
    }
    return sum
  }
}
