import System

/// Writes NumPy files of version 1 in row-major order. The header is padded as by NumPy, so that the elements begin at
/// a multiple of 64 bytes.
enum NPYWriter {
  /// The bytes before the elements. `descr` is the type in NumPy's notation, such as `<f4`.
  static func header(descr: String, shape: [Int]) -> [UInt8] {
    let lengths = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
    let text = "{'descr': '\(descr)', 'fortran_order': False, 'shape': (\(lengths)), }"
    // Magic, version and length take 10 bytes, the newline at the end one.
    let padding = (64 - (10 + text.utf8.count + 1) % 64) % 64
    let length = text.utf8.count + padding + 1
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(length & 0xff), UInt8(length >> 8)]
      + Array(text.utf8) + [UInt8](repeating: 0x20, count: padding) + [0x0a]
  }

  /// Writes header and elements. Throws `file`.
  static func write<Element>(
    _ elements: UnsafeBufferPointer<Element>, header: [UInt8], to path: String
  ) throws(DatasetError) {
    try DatasetError.ofFile { () throws(FileError) in
      let file = try FileWriter(replacing: path)
      try header.withUnsafeBufferPointer { bytes throws(FileError) in
        try file.write(UnsafeRawBufferPointer(bytes))
      }
      try file.write(UnsafeRawBufferPointer(elements))
      try file.finish()
    }
  }
}

extension DataArray {
  /// Writes the array as little-endian float32, '<f4'. Throws `file`.
  public func writeNPY(to path: String) throws(DatasetError) {
    let header = NPYWriter.header(descr: "<f4", shape: shape)
    try withUnsafeBufferPointer { values throws(DatasetError) in
      try NPYWriter.write(values, header: header, to: path)
    }
  }
}

extension Labels {
  /// Writes classes as little-endian int64, '<i8', and numbers as float32, '<f4'. The array has one axis, or two if a
  /// sample has several numbers. Throws `file`.
  public func writeNPY(to path: String) throws(DatasetError) {
    switch self {
    case .classes(let classes):
      let wide = classes.map(Int64.init)
      try wide.withUnsafeBufferPointer { elements throws(DatasetError) in
        try NPYWriter.write(elements, header: NPYWriter.header(descr: "<i8", shape: [wide.count]), to: path)
      }
    case .values(let values, let columns):
      let header = NPYWriter.header(descr: "<f4", shape: columns == 1 ? [count] : [count, columns])
      try values.withUnsafeBufferPointer { elements throws(DatasetError) in
        try NPYWriter.write(elements, header: header, to: path)
      }
    }
  }
}

extension Dataset {
  /// Writes train_x.npy, train_y.npy, test_x.npy and test_y.npy into a folder, with exactly the values that the network
  /// gets. Creates the folder if it does not exist. Returns the paths. Throws `file`.
  @discardableResult
  public func export(to folder: String) throws(DatasetError) -> [String] {
    try DatasetError.ofFile { () throws(FileError) in try Folder.make(folder) }
    var paths: [String] = []
    for part in DatasetPart.allCases {
      let path = DataPlaces.join(folder, part.rawValue + ".npy")
      switch part {
      case .trainX: try trainX.writeNPY(to: path)
      case .trainY: try trainY.writeNPY(to: path)
      case .testX: try testX.writeNPY(to: path)
      case .testY: try testY.writeNPY(to: path)
      }
      paths.append(path)
    }
    return paths
  }
}
