/// The hash function SHA-256 (FIPS 180-4), which takes its input piece by piece.
public struct SHA256: Sendable {
  private var blocks = HashedBlocks(state: [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
    0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ])

  public init() {}

  /// Adds bytes to the input.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) { blocks.add(bytes, Self.compress) }

  /// The digest of the input so far. More input may be added after that.
  public func digest() -> Digest { Digest(words: blocks.finished(.bigEndian, Self.compress)) }

  public static func digest(of bytes: [UInt8]) -> Digest {
    bytes.withUnsafeBytes { digest(of: $0) }
  }

  public static func digest(of bytes: UnsafeRawBufferPointer) -> Digest {
    var hash = SHA256()
    hash.update(bytes)
    return hash.digest()
  }
}

extension SHA256 {
  /// A digest of 32 bytes.
  public struct Digest: Hashable, Sendable, CustomStringConvertible {
    /// 64 lower-case hexadecimal digits.
    public let hex: String

    fileprivate init(words: [UInt32]) { hex = words.hex }

    /// A known digest; the digits are not checked.
    public init(hex: String) { self.hex = hex }

    public var description: String { hex }
  }

  /// The compression function, for whole blocks of 64 bytes. Message schedules do not depend on the state, so those of
  /// four blocks are computed in one loop, which the compiler vectorises. Each pass of the inner loop does eight
  /// rounds, so that the eight working variables can change their roles instead of being copied.
  private static func compress(_ blocks: UnsafeRawBufferPointer, _ state: inout [UInt32]) {
    let blockCount = blocks.count / 64
    guard blockCount > 0 else { return }
    var (a0, b0, c0, d0) = (state[0], state[1], state[2], state[3])
    var (e0, f0, g0, h0) = (state[4], state[5], state[6], state[7])
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64 * 4) { w in
      for first in stride(from: 0, to: blockCount, by: 4) {
        let lanes = min(4, blockCount &- first)
        schedule(UnsafeRawBufferPointer(rebasing: blocks[(64 * first)..<(64 * (first + lanes))]), into: w)
        for lane in 0..<lanes {
          var (a, b, c, d, e, f, g, h) = (a0, b0, c0, d0, e0, f0, g0, h0)
          var i = lane
          while i < 256 {
            round(a, b, c, &d, e, f, g, &h, w[i])
            round(h, a, b, &c, d, e, f, &g, w[i &+ 4])
            round(g, h, a, &b, c, d, e, &f, w[i &+ 8])
            round(f, g, h, &a, b, c, d, &e, w[i &+ 12])
            round(e, f, g, &h, a, b, c, &d, w[i &+ 16])
            round(d, e, f, &g, h, a, b, &c, w[i &+ 20])
            round(c, d, e, &f, g, h, a, &b, w[i &+ 24])
            round(b, c, d, &e, f, g, h, &a, w[i &+ 28])
            i &+= 32
          }
          a0 &+= a
          b0 &+= b
          c0 &+= c
          d0 &+= d
          e0 &+= e
          f0 &+= f
          g0 &+= g
          h0 &+= h
        }
      }
    }
    state = [a0, b0, c0, d0, e0, f0, g0, h0]
  }

  /// Writes the 64 scheduled words of up to four blocks, with the round constants added. Word i of block n goes to 4i +
  /// n.
  @inline(__always)
  private static func schedule(_ blocks: UnsafeRawBufferPointer, into w: UnsafeMutableBufferPointer<UInt32>) {
    for i in 0..<16 {
      for lane in 0..<4 {
        // With fewer than four blocks the first one is repeated; its copies are not used.
        let offset = 64 &* lane < blocks.count ? 64 &* lane : 0
        let word = blocks.loadUnaligned(fromByteOffset: offset &+ 4 &* i, as: UInt32.self)
        w[4 &* i &+ lane] = UInt32(bigEndian: word)
      }
    }
    for j in 64..<256 {
      let x = w[j &- 60]
      let y = w[j &- 8]
      let s0 = rotate(x, 7) ^ rotate(x, 18) ^ (x &>> 3)
      let s1 = rotate(y, 17) ^ rotate(y, 19) ^ (y &>> 10)
      w[j] = w[j &- 64] &+ s0 &+ w[j &- 28] &+ s1
    }
    roundConstants.withUnsafeBufferPointer { k in
      for i in 0..<64 {
        for lane in 0..<4 { w[4 &* i &+ lane] &+= k[i] }
      }
    }
  }

  @inline(__always)
  private static func rotate(_ x: UInt32, _ n: UInt32) -> UInt32 { x &>> n | x &<< (32 &- n) }

  @inline(__always)
  private static func round(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32,
    _ e: UInt32, _ f: UInt32, _ g: UInt32, _ h: inout UInt32, _ scheduled: UInt32
  ) {
    let choice = g ^ (e & (f ^ g))
    let sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    let t = h &+ scheduled &+ choice &+ sum1
    let sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    let majority = (a & b) | (c & (a | b))
    d &+= t
    h = t &+ (sum0 &+ majority)
  }

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let roundConstants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1,
    0x923f_82a4, 0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3,
    0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786,
    0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147,
    0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13,
    0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a,
    0x5b9c_ca4f, 0x682e_6ff3, 0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208,
    0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]
}
