import System
import Testing

@testable import Datasets

struct ShapeBrushTests {
  private func paint(_ shape: PlacedShape, side: Int, noise: Double) -> [Float] {
    var values = [Float](repeating: 7, count: 3 * side * side)
    var brush = ShapeBrush(random: SplitMix64(key: 1))
    values.withUnsafeMutableBufferPointer { buffer in
      brush.paint(
        shape, ShapeBrush.Colour(0.6, 0.8, 0.8), on: ShapeBrush.Colour(0.2, 0.4, 0), side: side, noise: noise,
        into: buffer)
    }
    return values
  }

  /// In multiples of 1/255: the background is 51, 102, 0, the shape 153, 204, 204, and a pixel on the outline the mean,
  /// 102, 153, 102. The rectangle covers the columns 4 to 8 and the rows 6 to 7; half of what is at its edge.
  @Test func mixesTheColoursOnTheOutline() {
    let values = paint(
      PlacedShape(.rectangle, x: 6, y: 6.5, a: 3, b: 1), side: 16, noise: 0)
    func pixel(_ x: Int, _ y: Int) -> [Float] { (0..<3).map { 255 * values[$0 * 256 + y * 16 + x] } }
    func near(_ a: [Float], _ b: [Float]) -> Bool { zip(a, b).allSatisfy { abs($0 - $1) < 1e-3 } }
    #expect(near(pixel(0, 0), [51, 102, 0]))
    #expect(near(pixel(6, 6), [153, 204, 204]))
    #expect(near(pixel(3, 6), [102, 153, 102]))
    #expect(near(pixel(9, 7), [102, 153, 102]))
    #expect(near(pixel(10, 7), [51, 102, 0]))
    #expect(near(pixel(6, 5), [51, 102, 0]))
  }

  /// The noise of 0.05 reaches at most 3.5 deviations. Red is 0.2, so nothing is cut off. Blue is 0, so half is cut off.
  @Test func addsNoiseOfTheDeviation() {
    let side = 64
    let values = paint(PlacedShape(.ellipse, x: -100, y: 0, a: 1, b: 1), side: side, noise: 0.05)
    let red = values[..<(side * side)].map(Double.init)
    let mean = red.reduce(0, +) / Double(red.count)
    let deviation = (red.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(red.count)).squareRoot()
    // The standard error of the mean of 4096 values is 0.05/64, that of the deviation 0.05/√8192.
    #expect(abs(mean - 0.2) < 0.003)
    #expect(abs(deviation - 0.05) < 0.002)
    let blue = values[(2 * side * side)...]
    #expect(blue.allSatisfy { $0 >= 0 })
    #expect(abs(Double(blue.count { $0 == 0 }) / Double(blue.count) - 0.5) < 0.05)
  }
}
