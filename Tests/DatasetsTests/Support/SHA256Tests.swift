import Testing

@testable import Datasets

struct SHA256Tests {
  /// The examples that NIST publishes for FIPS 180-4 (csrc.nist.gov, "SHA256.pdf"), and the message of one million
  /// letters a.
  @Test func matchesTheStandardsExamples() {
    #expect(
      SHA256.digest(of: []).hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      SHA256.digest(of: Array("abc".utf8)).hex
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      SHA256.digest(of: Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8)).hex
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    #expect(
      SHA256.digest(of: [UInt8](repeating: 0x61, count: 1_000_000)).hex
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  /// The digest must not depend on the pieces in which the input is given. The lengths are near those at which the
  /// padding changes (55, 56, 63, 64 bytes in the last block) and near four blocks, which are scheduled at once.
  @Test func isIndependentOfThePieces() {
    let message = (0..<700).map { UInt8(truncatingIfNeeded: $0 &* 131) }
    for length in [0, 1, 55, 56, 63, 64, 65, 119, 120, 127, 128, 191, 192, 255, 256, 257, 320, 700] {
      let whole = SHA256.digest(of: Array(message[..<length]))
      for piece in [1, 3, 64, 65, 300] {
        var hash = SHA256()
        for start in stride(from: 0, to: length, by: piece) {
          Array(message[start..<min(start + piece, length)]).withUnsafeBytes { hash.update($0) }
        }
        #expect(hash.digest() == whole, "\(length) bytes in pieces of \(piece)")
      }
    }
  }

  @Test func goesOnAfterADigest() {
    var hash = SHA256()
    Array("ab".utf8).withUnsafeBytes { hash.update($0) }
    let early = hash.digest()
    Array("c".utf8).withUnsafeBytes { hash.update($0) }
    #expect(early == SHA256.digest(of: Array("ab".utf8)))
    #expect(hash.digest() == SHA256.digest(of: Array("abc".utf8)))
  }
}
