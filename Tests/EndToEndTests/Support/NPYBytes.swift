import Foundation

/// A NumPy file, written without NumPy.
/// - Parameter values: row-major; float32, or uint8 and int64 for integers of these types.
func npyBytes<Element>(_ shape: [Int], _ values: [Element], type: String) -> Data {
  let lengths = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
  let header = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(lengths)), }\n"
  var data = Data([0x93] + Array("NUMPY".utf8) + [1, 0])
  data.append(contentsOf: [UInt8(header.utf8.count & 0xff), UInt8(header.utf8.count >> 8)])
  data.append(contentsOf: header.utf8)
  values.withUnsafeBytes { data.append(contentsOf: $0) }
  return data
}

extension BnlabProcess {
  /// Writes float32 samples of this shape: 0, 1, 2, …, 16 and again from 0.
  func writeSamples(_ shape: [Int], to name: String) throws {
    let values = (0..<shape.reduce(1, *)).map { Float($0 % 17) }
    try npyBytes(shape, values, type: "<f4").write(to: directory.appendingPathComponent(name))
  }

  /// Writes int64 labels.
  func writeLabels(_ labels: [Int64], to name: String) throws {
    try npyBytes([labels.count], labels, type: "<i8").write(to: directory.appendingPathComponent(name))
  }
}
