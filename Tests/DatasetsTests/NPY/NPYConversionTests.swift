import Testing

@testable import Datasets

struct NPYConversionTests {
  private func convert<Word>(_ words: [Word], _ type: NPYDataType) -> [Float] {
    var output = [Float](repeating: -1, count: words.count)
    words.withUnsafeBytes { bytes in
      output.withUnsafeMutableBufferPointer { type.convert(bytes, into: $0) }
    }
    return output
  }

  @Test func roundsToTheNearestFloat() {
    // 2²⁴ + 1 is halfway between two floats and is rounded to the even one.
    #expect(convert([Int64(16_777_217), -3], NPYDataType(.int64)) == [16_777_216, -3])
    #expect(convert([UInt64.max], NPYDataType(.uint64)) == [0x1p64])
    #expect(convert([0.1, -1e300], NPYDataType(.float64)) == [0.1, -.infinity])
    #expect(convert([UInt8(0), 1, 255], NPYDataType(.bool)) == [0, 1, 1])
    #expect(convert([UInt16(1).byteSwapped], NPYDataType(.uint16, isBigEndian: true)) == [1])
  }

  @Test func readsHalves() {
    let wanted: [Float] = [0x1.004p0, -2]
    #expect(convert([UInt16(0x3C01), 0xC000], NPYDataType(.float16)) == wanted)
  }

  @Test func classesAreWholeNumbersFromZero() {
    func label<Word>(_ word: Word, _ type: NPYDataType) -> Int32? {
      withUnsafeBytes(of: word) { type.classNumber($0, at: 0).class }
    }
    #expect(label(Int32.max, NPYDataType(.int32)) == Int32.max)
    #expect(label(UInt64(9).byteSwapped, NPYDataType(.uint64, isBigEndian: true)) == 9)
    #expect(label(UInt8(200), NPYDataType(.uint8)) == 200)
    #expect(label(UInt8(200), NPYDataType(.int8)) == nil)
    #expect(label(Int64(1) << 31, NPYDataType(.int64)) == nil)
    #expect(label(Float(1), NPYDataType(.float32)) == 1)
    #expect(label(Float(1.5), NPYDataType(.float32)) == nil)
    #expect(label(Double(1 << 31), NPYDataType(.float64)) == nil)
    // 0x4400 is 4 as a half.
    #expect(label(UInt16(0x4400).byteSwapped, NPYDataType(.float16, isBigEndian: true)) == 4)
    #expect(withUnsafeBytes(of: Int16(-5)) { NPYDataType(.int16).classNumber($0, at: 0).text } == "-5")
  }
}
