import Testing

@testable import Datasets

struct PixelTableTests {
  private func histogram(_ bytes: [UInt8]) -> [Int] {
    var counts = [Int](repeating: 0, count: 256)
    for byte in bytes { counts[Int(byte)] += 1 }
    return counts
  }

  @Test func scalesWithoutStatistics() throws {
    let unit = try PixelTable(.zeroToOne, histogram: histogram([])).values
    #expect(unit.count == 256)
    #expect(unit[0] == 0 && unit[255] == 1)
    // The nearest float32 numbers to 1/3 and 128/255.
    #expect(unit[85] == 1 / Float(3))
    #expect(unit[128] == Float(128.0 / 255))
    #expect(try PixelTable(.zeroTo255, histogram: histogram([])).values == (0..<256).map(Float.init))
  }

  /// The bytes are 50, 100, 150, so the scaling is (x − 50) / 100, also for bytes that occur only in the test set.
  @Test func minMaxSpansTheTrainingSet() throws {
    let table = try PixelTable(.minMax, histogram: histogram([100, 50, 150])).values
    #expect([table[50], table[100], table[150]] == [0, 0.5, 1])
    #expect([table[0], table[200]] == [-0.5, 1.5])
  }

  /// The bytes are 10, 10, 20, 40: mean 20, variance (100 + 100 + 0 + 400) / 4 = 150.
  @Test func zScoreUsesTheBiasedDeviation() throws {
    let table = try PixelTable(.zScore, histogram: histogram([40, 10, 20, 10])).values
    #expect(table[20] == 0)
    #expect(table[10] == Float(-10 / 150.0.squareRoot()))
    #expect(table[40] == Float(20 / 150.0.squareRoot()))
    #expect(table[255] == Float(235 / 150.0.squareRoot()))
  }

  @Test(arguments: [PixelScaling.minMax, .zScore])
  func refusesPixelsThatAreAllEqual(_ scaling: PixelScaling) {
    for bytes in [[], [7], [7, 7, 7]] as [[UInt8]] {
      #expect(throws: DatasetError.uniformPixels(scaling: scaling == .minMax ? "min_max" : "z_score")) {
        try PixelTable(scaling, histogram: histogram(bytes))
      }
    }
  }
}
