import Foundation
import System

/// An array of floats that ends right before a page of memory without access. A kernel that reads or writes after the
/// last float crashes the test.
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

  /// The values followed by zeros, up to whole vectors of 16 floats: the layout of parameters and vectors.
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

/// Calls `body` with a workspace of `count` floats, rounded up to whole vectors, that are NaN at first.
func withWorkspace(_ count: Int, _ body: (UnsafeMutablePointer<Float>) -> Void) {
  let workspace = Floats(roundUp(count), .nan)
  withExtendedLifetime(workspace) { body(workspace.start) }
}

/// `count` rounded up to a multiple of 16.
func roundUp(_ count: Int) -> Int { (count + 15) / 16 * 16 }

/// Whether two floats have the same bits. Any two NaN count as the same.
func sameBits(_ a: Float, _ b: Float) -> Bool { a.bitPattern == b.bitPattern || (a.isNaN && b.isNaN) }

func sameBits(_ a: [Float], _ b: [Float]) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { sameBits($0, $1) }
}

/// Checks that all levels with fused multiply-add compute the same bits.
final class SameAcrossLevels {
  /// The results of the first such level.
  private var expected: [Float]?

  /// Whether the results have the same bits as those of the first level. Always true for a level without fused
  /// multiply-add.
  func check(_ level: Level, _ results: Floats...) -> Bool {
    let values = results.flatMap(\.values)
    guard level.fused else { return true }
    defer { expected = expected ?? values }
    return expected.map { sameBits($0, values) } ?? true
  }
}

/// Random numbers that are the same on every platform.
struct Random: RandomNumberGenerator {
  private var generator: SplitMix64

  init(_ seed: UInt64) { generator = SplitMix64(seed: seed) }

  mutating func next() -> UInt64 { generator.next() }

  /// A random value in −1..<1.
  mutating func float() -> Float { Float(Int64(next() >> 40) - (1 << 23)) * 0x1p-23 }
  mutating func floats(_ count: Int) -> [Float] { (0..<count).map { _ in float() } }
  mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
}

/// The relative error of one rounding to float32: half a unit in the last place of 1. After `n` roundings, the relative
/// error is at most about `n` times this.
let rounding = 0x1p-24

/// The difference of two values, in units in the last place of `want` as a float32.
func ulps(_ got: Float, _ want: Double) -> Double {
  let nearest = min(Float(abs(want)), .greatestFiniteMagnitude)
  return abs(Double(got) - want) / Double(max(nearest.ulp, .leastNonzeroMagnitude))
}
