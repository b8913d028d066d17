import System

/// Elements as they lie in a file, turned into the numbers that data sets hold.
extension NPYDataType {
  /// float32 of each element, rounded to nearest as NumPy's `astype` does; `bytes` holds as many as `output`.
  func convert(_ bytes: UnsafeRawBufferPointer, into output: UnsafeMutableBufferPointer<Float>) {
    func each<Word: FixedWidthInteger>(_: Word.Type, _ number: (Word) -> Float) {
      let size = MemoryLayout<Word>.size
      for i in output.indices {
        let word = bytes.loadUnaligned(fromByteOffset: i &* size, as: Word.self)
        output[i] = number(isBigEndian ? Word(bigEndian: word) : Word(littleEndian: word))
      }
    }
    switch element {
    case .bool: each(UInt8.self) { $0 == 0 ? 0 : 1 }
    case .int8: each(Int8.self) { Float($0) }
    case .int16: each(Int16.self) { Float($0) }
    case .int32: each(Int32.self) { Float($0) }
    case .int64: each(Int64.self) { Float($0) }
    case .uint8: each(UInt8.self) { Float($0) }
    case .uint16: each(UInt16.self) { Float($0) }
    case .uint32: each(UInt32.self) { Float($0) }
    case .uint64: each(UInt64.self) { Float($0) }
    case .float16: each(UInt16.self) { Float(halfBits: $0) }
    case .float32: each(UInt32.self) { Float(bitPattern: $0) }
    case .float64: each(UInt64.self) { Float(Double(bitPattern: $0)) }
    }
  }

  /// The class number at a place of `bytes`; nil, with the number as text, where it is none of 0...2³¹−1.
  /// Only for types that are not floating point.
  func classNumber(_ bytes: UnsafeRawBufferPointer, at index: Int) -> (class: Int32?, text: String) {
    func at<Word: FixedWidthInteger>(_: Word.Type) -> (Int32?, String) {
      let word = bytes.loadUnaligned(fromByteOffset: index * MemoryLayout<Word>.size, as: Word.self)
      let number = isBigEndian ? Word(bigEndian: word) : Word(littleEndian: word)
      guard let value = Int32(exactly: number), value >= 0 else { return (nil, "\(number)") }
      return (value, "")
    }
    switch element {
    case .bool: return (bytes[index] == 0 ? 0 : 1, "")
    case .int8: return at(Int8.self)
    case .int16: return at(Int16.self)
    case .int32: return at(Int32.self)
    case .int64: return at(Int64.self)
    case .uint8: return at(UInt8.self)
    case .uint16: return at(UInt16.self)
    case .uint32: return at(UInt32.self)
    case .uint64: return at(UInt64.self)
    case .float16, .float32, .float64: return (nil, description)
    }
  }
}
