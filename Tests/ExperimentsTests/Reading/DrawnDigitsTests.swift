import Testing

@testable import Experiments

/// Drawn digits are never passed off as MNIST.
@Suite struct DrawnDigitsTests {
  @Test func publishedFiguresOfMNISTAreNotTheirs() throws {
    let override = try Override(parsing: #"dataset={"glyphs":{}}"#, currentDirectory: "/")
    let drawn = try Checkout.library.resolve("lenet5-bn", overrides: [override]).spec
    #expect(drawn.published.isEmpty)
    #expect(drawn.title?.contains("drawn digits, not MNIST") == true)

    let real = try Checkout.library.resolve("lenet5-bn").spec
    #expect(!real.published.isEmpty)
    #expect(real.title?.contains("drawn") == false)
  }
}
