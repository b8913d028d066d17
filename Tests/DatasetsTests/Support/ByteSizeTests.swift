import Testing

@testable import Datasets

struct ByteSizeTests {
  @Test func sizesAreRounded() {
    #expect(ByteSize.text(0) == "0 kB")
    #expect(ByteSize.text(4_542) == "5 kB")
    #expect(ByteSize.text(999_499) == "999 kB")
    #expect(ByteSize.text(1_000_000) == "1.0 MB")
    #expect(ByteSize.text(9_912_422) == "9.9 MB")
    #expect(ByteSize.text(9_960_000) == "10.0 MB")
    #expect(ByteSize.text(23_149_999_999) == "23.1 GB")
    #expect(ByteSize.text(Int.max).hasSuffix(" GB"))
  }
}
