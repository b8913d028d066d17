import System

/// Turns the bytes of a file's elements into the numbers that data sets hold.
extension NPYDataType {
  /// Converts each element to float32, rounded to nearest as NumPy's `astype` does. `bytes` and `output` hold the same
  /// number of elements.
  func convert(_ bytes: UnsafeRawBufferPointer, into output: UnsafeMutableBufferPointer<Float>) {
    func convertEach<Word: FixedWidthInteger>(_: Word.Type, _ number: (Word) -> Float) {
      let size = MemoryLayout<Word>.size
      for i in output.indices {
        let word = bytes.loadUnaligned(fromByteOffset: i &* size, as: Word.self)
        output[i] = number(isBigEndian ? Word(bigEndian: word) : Word(littleEndian: word))
      }
    }
    switch element {
    case .bool: convertEach(UInt8.self) { $0 == 0 ? 0 : 1 }
    case .int8: convertEach(Int8.self) { Float($0) }
    case .int16: convertEach(Int16.self) { Float($0) }
    case .int32: convertEach(Int32.self) { Float($0) }
    case .int64: convertEach(Int64.self) { Float($0) }
    case .uint8: convertEach(UInt8.self) { Float($0) }
    case .uint16: convertEach(UInt16.self) { Float($0) }
    case .uint32: convertEach(UInt32.self) { Float($0) }
    case .uint64: convertEach(UInt64.self) { Float($0) }
    case .float16: convertEach(UInt16.self) { Float(halfBits: $0) }
    case .float32: convertEach(UInt32.self) { Float(bitPattern: $0) }
    case .float64: convertEach(UInt64.self) { Float(Double(bitPattern: $0)) }
    }
  }

  /// The element at `index` as a class number. If it is not a whole number in 0...2³¹−1, `class` is nil and `text` is
  /// the number.
  func classNumber(_ bytes: UnsafeRawBufferPointer, at index: Int) -> (class: Int32?, text: String) {
    func at<Word: FixedWidthInteger>(_: Word.Type) -> (Int32?, String) {
      let word = bytes.loadUnaligned(fromByteOffset: index * MemoryLayout<Word>.size, as: Word.self)
      let number = isBigEndian ? Word(bigEndian: word) : Word(littleEndian: word)
      guard let value = Int32(exactly: number), value >= 0 else { return (nil, "\(number)") }
      return (value, "")
    }
    func float<Word: FixedWidthInteger>(_: Word.Type, _ number: (Word) -> Double) -> (Int32?, String) {
      let word = bytes.loadUnaligned(fromByteOffset: index * MemoryLayout<Word>.size, as: Word.self)
      let value = number(isBigEndian ? Word(bigEndian: word) : Word(littleEndian: word))
      guard let whole = Int32(exactly: value), whole >= 0 else { return (nil, "\(value)") }
      return (whole, "")
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
    case .float16: return float(UInt16.self) { Double(Float(halfBits: $0)) }
    case .float32: return float(UInt32.self) { Double(Float(bitPattern: $0)) }
    case .float64: return float(UInt64.self) { Double(bitPattern: $0) }
    }
  }
}
