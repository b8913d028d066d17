/// A gzip file that holds these bytes uncompressed; at most 65,535. RFC 1952, with a stored block of RFC 1951.
func gzip(stored bytes: [UInt8]) -> [UInt8] {
  let count = UInt16(bytes.count)
  return gzip([1] + littleEndian(count) + littleEndian(~count) + bytes, of: bytes)
}

/// A gzip file that holds 1 + 258 · `runs` zeros, compressed as far as the format allows: 13 bits for 258 bytes.
func gzip(runsOfZeros runs: Int) -> [UInt8] {
  // The last block, with RFC 1951's fixed codes: a zero, then copies of the 258 bytes before, and the end.
  var bits: [UInt8] = [1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0]
  for _ in 0..<runs { bits += [1, 1, 0, 0, 0, 1, 0, 1] + [0, 0, 0, 0, 0] }
  bits += [UInt8](repeating: 0, count: 7)
  let block = stride(from: 0, to: bits.count, by: 8).map { start in
    bits[start..<min(start + 8, bits.count)].reversed().reduce(0) { $0 << 1 | $1 }
  }
  return gzip(block, of: [UInt8](repeating: 0, count: 1 + 258 * runs))
}

private func gzip(_ blocks: [UInt8], of content: [UInt8]) -> [UInt8] {
  [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3] + blocks + littleEndian(crc32(content))
    + littleEndian(UInt32(truncatingIfNeeded: content.count))
}

private func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
  withUnsafeBytes(of: value.littleEndian) { Array($0) }
}

/// The checksum of RFC 1952.
private func crc32(_ bytes: [UInt8]) -> UInt32 {
  let table = (0..<256).map { byte -> UInt32 in
    var value = UInt32(byte)
    for _ in 0..<8 { value = value & 1 == 1 ? 0xedb8_8320 ^ (value >> 1) : value >> 1 }
    return value
  }
  var crc = UInt32.max
  for byte in bytes { crc = table[Int((crc & 0xff) ^ UInt32(byte))] ^ (crc >> 8) }
  return ~crc
}
