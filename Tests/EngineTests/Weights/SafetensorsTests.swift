import Testing

@testable import Engine

struct SafetensorsTests {
  /// A file of this header and these bytes.
  private func file(_ header: String, _ bytes: [UInt8] = []) -> [UInt8] {
    var data: [UInt8] = []
    withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { data.append(contentsOf: $0) }
    data.append(contentsOf: header.utf8)
    data.append(contentsOf: bytes)
    return data
  }

  private func entry(_ name: String = "a", type: String = "F32", shape: String = "[1]", offsets: String)
    -> String
  {
    "\"\(name)\":{\"dtype\":\"\(type)\",\"shape\":\(shape),\"data_offsets\":\(offsets)}"
  }

  private let two = [
    (
      name: "0.weight",
      tensor: Tensor(shape: [2, 3], elements: [1, -2, 3, 0.5, -0.0, .leastNonzeroMagnitude])
    ),
    (name: "0.bias", tensor: Tensor(shape: [2], elements: [.infinity, .nan])),
  ]

  // MARK: Writing

  /// 8 bytes of length, the header filled with spaces to a multiple of 8, then 1.0 (0x3F800000) and −2.0.
  @Test func writesTheFormat() {
    let header = #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#
    let encoded = Safetensors.encode([(name: "a", tensor: Tensor(shape: [2], elements: [1, -2]))])
    #expect(header.utf8.count == 54)
    #expect(encoded == file(header + "  ", [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0]))
    #expect(Safetensors.encode([]) == file("{}      "))
  }

  @Test func everyNotANumberIsWrittenAlike() {
    let one = Tensor(shape: [2], elements: [.nan, -Float.nan])
    let other = Tensor(shape: [2], elements: [Float(nan: 17, signaling: false), .nan])
    #expect(
      Safetensors.encode([(name: "a", tensor: one)]) == Safetensors.encode([(name: "a", tensor: other)]))
  }

  @Test func whatWasWrittenIsRead() throws {
    let decoded = try Safetensors.decode(Safetensors.encode(two, metadata: ["format": "pt"]))
    #expect(decoded == ["0.weight": two[0].tensor, "0.bias": two[1].tensor])
    #expect(try Safetensors.decode(Safetensors.encode([])) == [:])
  }

  @Test(arguments: ["\"", "\\", "\u{1}\n\t", "ü/😀", "__metadata", ""])
  func anyNameSurvives(_ name: String) throws {
    let tensor = Tensor(shape: [], elements: [1])
    let encoded = Safetensors.encode([(name: name, tensor: tensor)], metadata: [name: name])
    #expect(try Safetensors.decode(encoded) == [name: tensor])
  }

  @Test func emptyTensorsAreTensors() throws {
    let empty = Tensor(shape: [0, 3])
    #expect(try Safetensors.decode(Safetensors.encode([(name: "a", tensor: empty)])) == ["a": empty])
  }

  // MARK: Reading other types

  /// 1.5, −2 and the type's smallest: F64 0x3FF8…, F16 0x3E00, BF16 0x3FC0.
  @Test func otherFloatsAreConverted() throws {
    let double = [1.5, -2, 1e-300].flatMap { value in
      withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) }
    }
    #expect(
      try Safetensors.decode(file("{" + entry(type: "F64", shape: "[3]", offsets: "[0,24]") + "}", double))
        == ["a": Tensor(shape: [3], elements: [1.5, -2, 0])])
    // 1.5; −2; the subnormal 2⁻²⁴; −0; infinity; 65504, the largest.
    let half: [UInt16] = [0x3E00, 0xC000, 0x0001, 0x8000, 0x7C00, 0x7BFF]
    #expect(
      try Safetensors.decode(
        file("{" + entry(type: "F16", shape: "[6]", offsets: "[0,12]") + "}", bytes(half)))
        == ["a": Tensor(shape: [6], elements: [1.5, -2, 0x1p-24, -0.0, .infinity, 65504])])
    let brain: [UInt16] = [0x3FC0, 0xC000, 0xFF80]
    #expect(
      try Safetensors.decode(
        file("{" + entry(type: "BF16", shape: "[3]", offsets: "[0,6]") + "}", bytes(brain)))
        == ["a": Tensor(shape: [3], elements: [1.5, -2, -.infinity])])
    let nan = try Safetensors.decode(
      file("{" + entry(type: "F16", shape: "[1]", offsets: "[0,2]") + "}", bytes([0x7E00])))
    #expect(nan["a"]?[0].isNaN == true)
  }

  private func bytes(_ words: [UInt16]) -> [UInt8] {
    words.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
  }

  /// PyTorch's num_batches_tracked is an I64 scalar; other integers are no weights either.
  @Test(arguments: ["I64", "I32", "U8", "BOOL"])
  func integersAreLeftOut(_ type: String) throws {
    let header =
      "{" + entry("n", type: type, shape: "[]", offsets: "[0,8]") + "," + entry(offsets: "[8,12]") + "}"
    let decoded = try Safetensors.decode(file(header, Array(repeating: 0, count: 12)))
    #expect(decoded == ["a": Tensor(shape: [1])])
  }

  @Test func metadataIsNoTensor() throws {
    let header = #"{"__metadata__":{"format":"pt","dtype":"x"},"# + entry(offsets: "[0,4]") + "}"
    #expect(try Safetensors.decode(file(header, [0, 0, 0, 0])) == ["a": Tensor(shape: [1])])
  }

  // MARK: Broken files

  /// No prefix of a file is a file: each is refused, and none crashes.
  @Test func everyTruncationIsRefused() {
    let encoded = Safetensors.encode(two, metadata: ["format": "pt"])
    for length in 0..<encoded.count {
      #expect(throws: Safetensors.FormatError.self, "\(length) bytes") {
        try Safetensors.decode(Array(encoded.prefix(length)))
      }
    }
  }

  /// Whatever byte is wrong, reading ends with tensors or an error.
  @Test func noWrongByteCrashes() {
    let encoded = Safetensors.encode(two)
    var outcomes = (read: 0, refused: 0)
    for place in 0..<encoded.count {
      for value: UInt8 in [0, 0x22, 0x2D, 0x39, 0x5B, 0x7B, 0x80, 0xFF] where value != encoded[place] {
        var broken = encoded
        broken[place] = value
        if (try? Safetensors.decode(broken)) == nil { outcomes.refused += 1 } else { outcomes.read += 1 }
      }
    }
    // The tensors' bytes may be anything, the header's may not.
    #expect(outcomes.read >= 32 * 7 && outcomes.refused > 500)
  }

  @Test(arguments: [
    UInt64(1), 3, 100_000_001, UInt64(Int64.max), UInt64(Int64.max) + 1, .max, .max - 7,
  ])
  func wrongHeaderLengthsAreRefused(_ length: UInt64) {
    var data = file("{}", [])
    data.replaceSubrange(0..<8, with: withUnsafeBytes(of: length.littleEndian) { Array($0) })
    #expect(throws: Safetensors.FormatError.self) { try Safetensors.decode(data) }
  }

  @Test(arguments: [
    "", " ", "[]", "1", "null", "{", "{\"a\"}", "{\"a\":1}", "{\"a\":[]}", "{\"a\":{}}", "{} {}",
    #"{"a":{"dtype":"F32","shape":[1]}}"#, #"{"a":{"dtype":7,"shape":[1],"data_offsets":[0,4]}}"#,
    #"{"a":{"dtype":"F32","shape":1,"data_offsets":[0,4]}}"#,
    #"{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}"#,
    #"{"a":{"dtype":"F32","shape":[1e400],"data_offsets":[0,4]}}"#,
    #"{"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,4]}}"#,
    #"{"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}"#,
  ])
  func wrongHeadersAreRefused(_ header: String) {
    #expect(throws: Safetensors.FormatError.self) {
      try Safetensors.decode(file(header, [0, 0, 0, 0]))
    }
  }

  @Test func deeplyNestedHeadersAreRefused() {
    let depth = 200_000
    let nested = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    #expect(throws: Safetensors.FormatError.self) { try Safetensors.decode(file("{\"a\":" + nested + "}")) }
    #expect(throws: Safetensors.FormatError.self) { try Safetensors.decode(file(nested)) }
  }

  @Test(arguments: [
    "[0,3]", "[0,5]", "[1,5]", "[4,8]", "[4,0]", "[-4,0]", "[0,-4]", "[0]", "[]", "[0,4,8]",
    "[0,9223372036854775807]", "[9223372036854775807,9223372036854775807]",
    "[-9223372036854775808,9223372036854775807]", "[-9223372036854775808,-9223372036854775804]",
  ])
  func wrongOffsetsAreRefused(_ offsets: String) {
    #expect(throws: Safetensors.FormatError.range(tensor: "a")) {
      try Safetensors.decode(file("{" + entry(offsets: offsets) + "}", [0, 0, 0, 0]))
    }
  }

  @Test(arguments: [
    "[-1]", "[-1,-1]", "[4294967296,4294967296]", "[9223372036854775807,2]", "[-9223372036854775808,-1]",
    "[2147483649]", "[65536,65536]",
  ])
  func impossibleShapesAreRefused(_ shape: String) {
    #expect(throws: Safetensors.FormatError.shape(tensor: "a")) {
      try Safetensors.decode(file("{" + entry(shape: shape, offsets: "[0,4]") + "}", [0, 0, 0, 0]))
    }
  }

  @Test func unknownTypesAreRefused() {
    #expect(throws: Safetensors.FormatError.unsupportedType(tensor: "a", type: "F8_E4M3")) {
      try Safetensors.decode(file("{" + entry(type: "F8_E4M3", offsets: "[0,1]") + "}", [0]))
    }
  }

  /// "The byte buffer needs to be entirely indexed, and cannot contain holes."
  @Test func everyByteBelongsToOneTensor() {
    let four: [UInt8] = [0, 0, 0, 0]
    for (header, bytes) in [
      (entry(offsets: "[4,8]"), four + four),
      (entry(offsets: "[0,4]"), four + four),
      (entry(offsets: "[0,4]") + "," + entry("b", offsets: "[8,12]"), four + four + four),
      (entry(offsets: "[0,4]") + "," + entry("b", offsets: "[0,4]"), four),
      ("", four),
    ] {
      #expect(throws: Safetensors.FormatError.coverage) { try Safetensors.decode(file("{\(header)}", bytes)) }
    }
  }

  /// A second tensor of the same name would hide the first.
  @Test func duplicateNamesAreRefused() {
    let header = "{" + entry(offsets: "[0,4]") + "," + entry(offsets: "[4,8]") + "}"
    #expect(throws: Safetensors.FormatError.self) {
      try Safetensors.decode(file(header, Array(repeating: 0, count: 8)))
    }
  }

  /// Of several mistakes the report does not depend on a dictionary's order.
  @Test func theFirstTensorByNameIsReported() {
    let names = (0..<20).map { "t\($0)" }
    let header = "{" + names.map { entry($0, offsets: "[0,3]") }.joined(separator: ",") + "}"
    for _ in 0..<5 {
      #expect(throws: Safetensors.FormatError.range(tensor: "t0")) {
        try Safetensors.decode(file(header, [0, 0, 0, 0]))
      }
    }
  }
}
