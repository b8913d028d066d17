import Testing

@testable import Datasets

struct NPYDataTypeTests {
  @Test func readsNumPysNotation() {
    #expect(NPYDataType("<f4") == NPYDataType(.float32))
    #expect(NPYDataType(">i8") == NPYDataType(.int64, isBigEndian: true))
    #expect(NPYDataType("|u1") == NPYDataType(.uint8))
    #expect(NPYDataType("|b1") == NPYDataType(.bool))
    #expect(NPYDataType("=f8") == NPYDataType(.float64))
    for text in ["", "<", "<f3", "<c8", "<U3", "|O", "<M8[ns]", "f4f4", "<<f4"] {
      #expect(NPYDataType(text) == nil, "\(text)")
    }
    #expect(NPYDataType(.uint16).description == "uint16")
  }
}
