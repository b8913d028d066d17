import Testing

@testable import Experiments

/// An experiment on drawn digits must not look like one on MNIST.
@Suite struct DrawnDigitsTests {
  @Test func publishedFiguresOfMNISTDoNotApply() throws {
    let override = try Override(parsing: #"dataset={"glyphs":{}}"#, currentDirectory: "/")
    let drawn = try Checkout.library.resolve("lenet5-bn", overrides: [override]).spec
    #expect(drawn.published.isEmpty)
    #expect(drawn.title?.contains("drawn digits, not MNIST") == true)

    let real = try Checkout.library.resolve("lenet5-bn").spec
    #expect(!real.published.isEmpty)
    #expect(real.title?.contains("drawn") == false)
  }
}
