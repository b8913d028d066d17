import Testing

@testable import CommandLineTool

@Suite struct ValueReaderTests {
  @Test func wholeNumbersHaveBounds() throws {
    let reader = ValueReader<Int>.wholeNumber(1...1024)
    #expect(try reader.read("1") == 1)
    #expect(try reader.read("1024") == 1024)
    for text in ["0", "1025", "99999999999999999999", "1.0", "0x10", "two", ""] {
      #expect(throws: ValueProblem.notAWholeNumber(from: "1", to: "1024")) { try reader.read(text) }
    }
  }

  private enum Format: String, CaseIterable {
    case table, markdown, csv, json
  }

  @Test func choicesMayBeFewer() throws {
    let reader = ValueReader<Format>.choice(of: [.csv, .json])
    #expect(reader.choices == ["csv", "json"])
    #expect(try reader.read("json") == .json)
    #expect(throws: ValueProblem.notOneOf(["csv", "json"], nearest: nil)) { try reader.read("table") }
  }

  @Test func choicesSuggestTheNearest() throws {
    let reader = ValueReader<Format>.choice
    #expect(reader.choices == ["table", "markdown", "csv", "json"])
    #expect(try reader.read("csv") == .csv)
    #expect(throws: ValueProblem.notOneOf(reader.choices, nearest: "json")) { try reader.read("jsno") }
    #expect(throws: ValueProblem.notOneOf(reader.choices, nearest: nil)) { try reader.read("parquet") }
  }

  @Test func decimalNumbersHaveBounds() throws {
    let reader = ValueReader<Double>.decimal(0.001...60)
    #expect(try reader.read("0.25") == 0.25)
    #expect(try reader.read(".5") == 0.5)
    #expect(try reader.read("60") == 60)
    for text in ["0", "60.1", "1e1", "0x1", "nan", "inf", "-1", "+1", "1,5", "1.2.3", ".", ""] {
      #expect(throws: ValueProblem.notANumber(from: "0.001", to: "60")) { try reader.read(text) }
    }
  }
}
