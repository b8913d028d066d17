import Testing

@testable import Datasets

struct BilinearResizeTests {
  /// 2 → 4 pixels: the centres are at ½·(n + ½) − ½ = −¼, ¼, ¾, 5/4. The first is moved to 0; for the last, the last
  /// pixel is repeated.
  @Test func tapsOfADoubling() {
    let taps = ResizeTaps(from: 2, to: 4)
    #expect(taps.near == [0, 0, 0, 1])
    #expect(taps.far == [1, 1, 1, 1])
    #expect(taps.farWeight == [0, 0.25, 0.75, 0.25])
    #expect(taps.nearWeight == [1, 0.75, 0.25, 0.75])
  }

  /// 4 → 2 pixels: the centres are at 2·(n + ½) − ½ = ½, 5/2, so each output is the mean of two neighbours.
  @Test func tapsOfAHalving() {
    let taps = ResizeTaps(from: 4, to: 2)
    #expect(taps.near == [0, 2])
    #expect(taps.farWeight == [0.5, 0.5])
  }

  /// [0 100] → 4 × 4: with the weights of the first test, every row is 0, 25, 75, 100.
  @Test func resizesByHand() throws {
    let samples = try images(1, 1, 2, [0, 100]).samples(
      limit: 1, table: PixelTable(.zeroTo255, histogram: []), resize: 4, layout: .image,
      what: "x")
    #expect(samples.shape == [1, 1, 4, 4])
    #expect(samples.values == Array(repeating: [0, 25, 75, 100], count: 4).flatMap { $0 })
  }

  @Test(arguments: [("small", 1), ("small", 4), ("small", 9), ("small", 16), ("digit", 32), ("digit", 20)])
  func equalsPyTorchToTheBit(_ name: String, _ side: Int) throws {
    let source = try fixtureArray("resize/\(name).npy")
    let expected = try fixtureArray("resize/\(name)-\(side).npy")
    let images = try images(
      source.shape[0], source.shape[1], source.shape[2], source.values.map { UInt8($0) })
    let samples = try images.samples(
      limit: source.shape[0], table: PixelTable(.zeroToOne, histogram: []),
      resize: side, layout: .image, what: "x")
    #expect(samples.shape == expected.shape)
    #expect(samples.values.map(\.bitPattern) == expected.values.map(\.bitPattern))
  }

  @Test func keepsImagesThatHaveTheSizeAlready() throws {
    let samples = try images(2, 2, 2, [0, 51, 102, 255, 1, 2, 3, 4]).samples(
      limit: 1, table: PixelTable(.zeroToOne, histogram: []),
      resize: 2, layout: .rows,
      what: "x")
    #expect(samples.shape == [1, 2, 2])
    #expect(samples.values == [0, 0.2, 0.4, 1])
  }
}
