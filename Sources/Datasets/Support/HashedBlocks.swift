/// Divides the input of a hash function, which comes piece by piece, into blocks of 64 bytes. SHA-256 and MD5 share it.
struct HashedBlocks: Sendable {
  /// How the length of the input is written at its end.
  enum LengthOrder {
    case bigEndian, littleEndian
  }

  /// The last bytes of the input, which do not fill a block yet.
  private var pending: [UInt8] = []
  private var byteCount: UInt64 = 0

  /// Adds bytes to the input, and calls `compress` with one or more whole blocks as they fill.
  mutating func add(_ bytes: UnsafeRawBufferPointer, _ compress: (UnsafeRawBufferPointer) -> Void) {
    byteCount &+= UInt64(bytes.count)
    var rest = bytes[...]
    if !pending.isEmpty {
      let taken = rest.prefix(64 - pending.count)
      pending.append(contentsOf: taken)
      rest = rest.dropFirst(taken.count)
      guard pending.count == 64 else { return }
      pending.withUnsafeBytes(compress)
      pending.removeAll(keepingCapacity: true)
    }
    let whole = rest.count & ~63
    if whole > 0 { compress(UnsafeRawBufferPointer(rebasing: rest.prefix(whole))) }
    pending.append(contentsOf: rest.dropFirst(whole))
  }

  /// What ends the input: a one bit, zeros, and the length in bits as the last eight bytes of a block.
  func padding(_ order: LengthOrder) -> [UInt8] {
    let zeros = (119 - pending.count) % 64
    let bitCount = byteCount &* 8
    let length = order == .bigEndian ? bitCount.bigEndian : bitCount.littleEndian
    return [0x80] + [UInt8](repeating: 0, count: zeros) + withUnsafeBytes(of: length) { Array($0) }
  }
}
