import System
import TestSupport
import Testing

@testable import Datasets

/// What is said of files that are not a table as UTF-8.
struct CSVTextTests {
  private func message(_ bytes: [UInt8]) -> String {
    do throws(DatasetError) {
      try CSVText.check(bytes, path: "d.csv")
      return "none"
    } catch {
      return "\(error)"
    }
  }

  private func message(_ text: String) -> String { message(Array(text.utf8)) }

  /// "sé" and "sà" in Latin-1: the byte 0xE9 is the fourth character of the second line.
  @Test func latin1IsRefusedWithItsPlace() {
    let text = Array("a,y\n1,s".utf8) + [0xe9] + Array("\n2,s".utf8) + [0xe0, 0x0a]
    #expect(
      message(text).hasPrefix("d.csv:2:4: the byte 0xE9 is not UTF-8; save the file as UTF-8 (in pandas: "))
    // Characters are counted, not bytes, and CR LF ends one line.
    #expect(message(Array("é,y\r\né,".utf8) + [0xff]).hasPrefix("d.csv:2:3: "))
    #expect(message([0xef, 0xbb, 0xbf] + Array("a,".utf8) + [0xff]).hasPrefix("d.csv:1:3: "))
  }

  @Test func aZeroByteIsNoText() {
    #expect(message("a,y\n1,0\n2,\0\n").hasPrefix("d.csv:3:3: a byte 0, so the file is not a text"))
  }

  /// The bounds of table 3-7 of the Unicode standard.
  @Test(
    arguments: [
      ([0xc2, 0x80], nil), ([0xdf, 0xbf], nil), ([0xe0, 0xa0, 0x80], nil), ([0xed, 0x9f, 0xbf], nil),
      ([0xef, 0xbf, 0xbf], nil), ([0xf0, 0x90, 0x80, 0x80], nil), ([0xf4, 0x8f, 0xbf, 0xbf], nil),
      // Too long a form, a surrogate, beyond the last character, cut off, a byte that only continues.
      ([0xc1, 0xbf], 0), ([0xe0, 0x9f, 0xbf], 0), ([0xed, 0xa0, 0x80], 0), ([0xf0, 0x8f, 0xbf, 0xbf], 0),
      ([0xf4, 0x90, 0x80, 0x80], 0), ([0xf5, 0x80, 0x80, 0x80], 0), ([0xe2, 0x82], 0), ([0x80], 0),
      ([0xf0, 0x90, 0x80, 0x41], 0), ([0xe2, 0x82, 0x41], 0),
      // Behind words of eight ASCII characters, and inside one.
      (Array(repeating: 0x41, count: 16) + [0xff], 16), (Array(repeating: 0x41, count: 11) + [0, 0x41], 11),
      (Array(repeating: 0x41, count: 3) + [0x80] + Array(repeating: 0x41, count: 9), 3),
    ] as [([UInt8], Int?)])
  func theFirstByteThatIsNotUTF8(bytes: [UInt8], index: Int?) {
    #expect(CSVText.firstBadByte(bytes) == index)
  }

  @Test func otherFilesAreCalledByTheirKind() {
    #expect(
      message([0x50, 0x4b, 3, 4, 0]).contains("an Excel workbook or another zip archive, not a CSV file;"))
    #expect(message([0x80, 4, 0x95]).contains("a Python pickle"))
    #expect(message([0x93] + Array("NUMPY".utf8) + [1, 0]).contains("a NumPy array, not a CSV file; use"))
    #expect(message("PAR1\u{15}").contains("a Parquet table"))
    for json in ["{\"a\": 1}", "[\n  {\"a\": 1}]", "[[1, 2], [3, 4]]"] {
      #expect(message(json).contains("the file is JSON"), "\(json)")
    }
    for table in ["[a],y\n1,0\n", "{x},y\n1,0\n", "PK,y\n1,0\n"] { #expect(message(table) == "none") }
  }

  @Test func aFirstLineThatIsNoRow() {
    #expect(message("# from the garden\na,y\n1,0\n").hasPrefix("d.csv:1:1: the first line is a comment"))
    #expect(message("#made 3,4,5\na,y\n1,0\n").contains("the first line is a comment"))
    #expect(message("sep=,\r\na,y\r\n1,0\r\n").contains("the first line tells Excel the separator"))
    // Names as numpy.savetxt writes them, and a column that is named #.
    for table in ["# a,y\n1,0\n", "#,y\n1,0\n", "sep=1,y\n1,0\n"] { #expect(message(table) == "none") }
  }

  /// Data are read more than once, which a pipe or a device does not allow.
  @Test func onlyRegularFilesAreRead() {
    let error = DatasetError.file(FileError(.read, "/dev/null", .notRegular))
    #expect(throws: error) { try CSVFile(path: "/dev/null", labels: [.index(-1)]) }
    #expect(throws: error) { try NPYHeader.read(path: "/dev/null") }
  }
}
