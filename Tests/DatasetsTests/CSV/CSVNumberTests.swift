import System
import Testing

@testable import Datasets

struct CSVNumberTests {
  private func read(_ text: String) -> CSVNumber {
    Array(text.utf8).withUnsafeBufferPointer { CSVNumber($0[...]) }
  }

  @Test func readsDecimalNotation() {
    #expect(read("12") == .integer(12))
    #expect(read(" -7\t") == .integer(-7))
    #expect(read("+0") == .integer(0))
    #expect(read("007") == .integer(7))
    #expect(read("0.5") == .number(0.5))
    #expect(read("-.5") == .number(-0.5))
    #expect(read("5.") == .number(5))
    #expect(read("1e3") == .number(1000))
    #expect(read("-2.5E-1") == .number(-0.25))
    #expect(read("1e0000000000000000000001") == .number(10))
  }

  /// Both ways to read a number round correctly: the fast one, for up to 2⁵³ and 10²², and Swift's own reader. The
  /// compiler reads the expected literals.
  @Test func roundsToTheNearestDouble() {
    #expect(read("0.1") == .number(0.1))
    #expect(read("0.30000000000000004") == .number(0.30000000000000004))
    #expect(read("123456789012345678") == .integer(123_456_789_012_345_678))
    // 2^97, which a double holds exactly.
    #expect(read("158456325028528675187087900672") == .number(158456325028528675187087900672))
    #expect(read("1.7976931348623157e308") == .number(.greatestFiniteMagnitude))
    #expect(read("4.9e-324") == .number(.leastNonzeroMagnitude))
    #expect(read("9007199254740993.0") == .number(9007199254740992))
    #expect(read("1e23") == .number(1e23))
    #expect(read("8.5e-30") == .number(8.5e-30))
  }

  @Test func randomDoublesAreReadBack() {
    var random = SplitMix64(key: 9)
    for _ in 0..<2000 {
      let value = Double(bitPattern: random.next())
      if value.isFinite { #expect(read("\(value)") == .number(value)) }
      let short = (random.uniform(-1000, 1000) * 1e4).rounded() / 1e4
      if short != short.rounded() { #expect(read("\(short)") == .number(short)) }
    }
  }

  @Test func distinguishesEmptyNotFiniteAndText() {
    for text in ["", " ", "\t"] { #expect(read(text) == .empty) }
    for text in ["inf", "+Infinity", "1e400", "-1e99999999999999999999"] {
      #expect(read(text) == .notFinite, "\(text)")
    }
    for text in ["nan", "-NaN", "NA", "n/a", "NULL", "None", "?", "<NA>", "#N/A", " ? "] {
      #expect(read(text) == .missing, "\(text)")
    }
    for text in ["1,5", "-0,5", "1.234,5", ",5"] { #expect(read(text) == .decimalComma, "\(text)") }
    for text in [
      "x", "-", ".", "e5", "1e", "1e+", "1.2.3", "0x10", "1 2", "1_000", "--1", "1,5,2", "1,x", "?!", "١",
      "infinite number",
    ] {
      #expect(read(text) == .text, "\(text)")
    }
  }
}
