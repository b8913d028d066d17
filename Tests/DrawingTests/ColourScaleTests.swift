import Testing

@testable import Drawing

@Suite struct ColourScaleTests {
  @Test func endsAreThoseOfViridis() {
    #expect(Shading.sequential(from: 0, to: 1).colour(ofLevel: 0).hex == "#440154")
    #expect(Shading.sequential(from: 0, to: 1).colour(ofLevel: 63).hex == "#fde725")
    #expect(ColourScale.viridis.colour(at: 3 / 9.0).hex == "#31688e")
    // Halfway from 44 01 54 to 48 28 78: 46, 14.5 → 15, 66.
    #expect(ColourScale.viridis.colour(at: 0.5 / 9).hex == "#461566")
  }

  @Test func valuesHaveTheirLevels() {
    #expect(ColourScale.level(of: -1, from: -1, to: 1) == 0)
    #expect(ColourScale.level(of: 0, from: -1, to: 1) == 32)
    #expect(ColourScale.level(of: 1, from: -1, to: 1) == 63)
    #expect(ColourScale.level(of: 5, from: 5, to: 5) == 0)
    #expect(ColourScale.level(of: .infinity, from: 0, to: 1) == nil)
    // The difference of these two overflows a float.
    #expect(ColourScale.level(of: 0, from: -3e38, to: 3e38) == 32)
  }
}
