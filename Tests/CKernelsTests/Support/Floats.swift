import Foundation

/// Floats that end right before a page without access, so that reading or writing beyond them ends the test.
final class Floats {
  let count: Int
  let start: UnsafeMutablePointer<Float>
  private let pages: UnsafeMutableRawPointer
  private let byteCount: Int

  init(_ count: Int, _ value: (Int) -> Float) {
    self.count = count
    let pageSize = Int(sysconf(Int32(_SC_PAGESIZE)))
    let dataBytes = (count * 4 + pageSize - 1) / pageSize * pageSize
    byteCount = dataBytes + pageSize
    pages = mmap(nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0)
    precondition(pages != MAP_FAILED, "no memory")
    mprotect(pages + dataBytes, pageSize, PROT_NONE)
    start = (pages + dataBytes - count * 4).bindMemory(to: Float.self, capacity: count)
    for i in 0..<count { start[i] = value(i) }
  }

  convenience init(_ count: Int, _ value: Float = 0) { self.init(count) { _ in value } }

  /// Random values in −1..<1.
  convenience init(_ count: Int, from random: inout Random) {
    let values = random.floats(count)
    self.init(count) { values[$0] }
  }

  convenience init(_ values: [Float]) { self.init(values.count) { values[$0] } }

  /// Parameters and vectors: whole vectors of 16, zeros behind the last element.
  convenience init(padding values: [Float]) {
    self.init(roundUp(values.count)) { $0 < values.count ? values[$0] : 0 }
  }

  deinit { munmap(pages, byteCount) }

  subscript(_ i: Int) -> Float {
    get { start[i] }
    set { start[i] = newValue }
  }

  var values: [Float] { Array(UnsafeBufferPointer(start: start, count: count)) }
}

/// A kernel's workspace: exactly as large as it asked for, NaN at first.
func withWorkspace(_ count: Int, _ body: (UnsafeMutablePointer<Float>) -> Void) {
  let workspace = Floats(roundUp(count), .nan)
  withExtendedLifetime(workspace) { body(workspace.start) }
}

func roundUp(_ count: Int) -> Int { (count + 15) / 16 * 16 }

/// Equal to the bit, every NaN counting as the same.
func sameBits(_ a: Float, _ b: Float) -> Bool { a.bitPattern == b.bitPattern || (a.isNaN && b.isNaN) }

func sameBits(_ a: [Float], _ b: [Float]) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { sameBits($0, $1) }
}

/// Compares the fused levels' results, which must be the same to the bit.
final class SameAcrossLevels {
  private var first: [Float]?

  func check(_ level: Level, _ results: Floats...) -> Bool {
    let values = results.flatMap(\.values)
    guard level.fused else { return true }
    defer { first = first ?? values }
    return first.map { sameBits($0, values) } ?? true
  }
}

/// SplitMix64: small, and the same everywhere.
struct Random: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func float() -> Float { Float(Int64(next() >> 40) - (1 << 23)) * 0x1p-23 }
  mutating func floats(_ count: Int) -> [Float] { (0..<count).map { _ in float() } }
  mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
}

/// Half a unit in the last place of float32 around 1; errors of `n` roundings stay below `n` of these, relatively.
let rounding = 0x1p-24

/// The distance of two values in units of the last place of the wanted one, as float32.
func ulps(_ got: Float, _ want: Double) -> Double {
  let nearest = min(Float(abs(want)), .greatestFiniteMagnitude)
  return abs(Double(got) - want) / Double(max(nearest.ulp, .leastNonzeroMagnitude))
}
