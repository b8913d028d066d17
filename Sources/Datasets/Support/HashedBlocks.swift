/// What SHA-256 and MD5 have in common: a state that is changed by one block of 64 bytes after the other, of an input that
/// comes piece by piece.
struct HashedBlocks: Sendable {
  /// How the length of the input is written at its end.
  enum LengthOrder {
    case bigEndian, littleEndian
  }

  /// Changes the state by one or more whole blocks.
  typealias Compression = (UnsafeRawBufferPointer, inout [UInt32]) -> Void

  private var state: [UInt32]
  /// The last bytes of the input, which do not fill a block yet.
  private var pending: [UInt8] = []
  private var byteCount: UInt64 = 0

  init(state: [UInt32]) { self.state = state }

  /// Adds bytes to the input.
  mutating func add(_ bytes: UnsafeRawBufferPointer, _ compress: Compression) {
    byteCount &+= UInt64(bytes.count)
    var rest = bytes[...]
    if !pending.isEmpty {
      let taken = rest.prefix(64 - pending.count)
      pending.append(contentsOf: taken)
      rest = rest.dropFirst(taken.count)
      guard pending.count == 64 else { return }
      pending.withUnsafeBytes { compress($0, &state) }
      pending.removeAll(keepingCapacity: true)
    }
    let whole = rest.count & ~63
    if whole > 0 { compress(UnsafeRawBufferPointer(rebasing: rest.prefix(whole)), &state) }
    pending.append(contentsOf: rest.dropFirst(whole))
  }

  /// The state after the end of the input: a one bit, zeros, and the length in bits as the last eight bytes of a block.
  func finished(_ order: LengthOrder, _ compress: Compression) -> [UInt32] {
    let zeros = (119 - pending.count) % 64
    let bitCount = byteCount &* 8
    let length = order == .bigEndian ? bitCount.bigEndian : bitCount.littleEndian
    let padding =
      [0x80] + [UInt8](repeating: 0, count: zeros) + withUnsafeBytes(of: length) { Array($0) }
    var last = self
    padding.withUnsafeBytes { last.add($0, compress) }
    return last.state
  }
}

extension [UInt32] {
  /// Eight lower-case hexadecimal digits for each word.
  var hex: String {
    map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }
}
