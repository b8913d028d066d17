import Testing

@testable import Datasets

struct CSVScannerTests {
  /// The fields of all records, each as TEXT@LINE:COLUMN.
  private func scan(_ text: String) throws -> [[String]] {
    try Array(text.utf8).withUnsafeBufferPointer { bytes in
      var scanner = CSVScanner(bytes)
      var fields: [CSVScanner.Field] = []
      var records: [[String]] = []
      while try scanner.next(&fields) {
        records.append(fields.map { "\(scanner.string($0))@\($0.line):\(scanner.column(of: $0))" })
      }
      return records
    }
  }

  @Test func splitsRecordsAndFields() throws {
    #expect(try scan("a,bc,\nd,,e\n") == [["a@1:1", "bc@1:3", "@1:6"], ["d@2:1", "@2:3", "e@2:4"]])
    #expect(try scan("") == [])
    #expect(try scan("1") == [["1@1:1"]])
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func takesAnyLineEnd(_ end: String) throws {
    #expect(try scan("1,2\(end)3,4") == [["1@1:1", "2@1:3"], ["3@2:1", "4@2:3"]])
    // Empty lines are skipped but counted.
    #expect(try scan("\(end)1\(end)\(end)2\(end)") == [["1@2:1"], ["2@4:1"]])
  }

  @Test func readsQuotedFields() throws {
    #expect(try scan(#""a,b","say ""hi""","""#) == [["a,b@1:1", #"say "hi"@1:7"#, "@1:20"]])
    #expect(try scan("\"one\ntwo\",3\n4,5") == [["one\ntwo@1:1", "3@2:6"], ["4@3:1", "5@3:3"]])
    #expect(try scan("\"\"\"\"") == [["\"@1:1"]])
  }

  @Test func countsCharactersAndSkipsTheByteOrderMark() throws {
    #expect(try scan("\u{FEFF}größe,x") == [["größe@1:1", "x@1:7"]])
  }

  @Test(arguments: [
    ("1,\"2", 1, 3, CSVProblem.unterminatedQuote), ("1\n2,\"3\"4", 2, 6, .textAfterQuote),
    ("1\n2,3\"", 2, 4, .strayQuote),
  ])
  func refusesBadQuotes(_ text: String, _ line: Int, _ column: Int, _ problem: CSVProblem) {
    #expect { try scan(text) } throws: { error in
      guard let fault = error as? CSVScanner.Fault else { return false }
      return fault.line == line && fault.column == column && fault.problem == problem
    }
  }
}
