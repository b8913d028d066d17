/// Reads the elements of a NumPy file as samples or labels, one piece after the other.
struct NPYReader {
  private let reader: ByteReader
  let header: NPYHeader
  private let name: String

  /// Opens the file and reads its header. `name` names the array in errors. Throws what `NPYHeader.read` throws.
  init(path: String, name: String) throws(DatasetError) {
    reader = try ByteReader(path: path)
    header = try NPYHeader.read(from: reader)
    self.name = name
  }

  /// Reads the elements as float32, row-major. Throws `file`, `badGzip`, `badNPY`, `notFinite`, `tooLarge` or
  /// `notEnoughMemory`.
  /// - Parameter order: for images: the order of their axes in the file. They become [samples, channels, height, width].
  func samples(_ order: ChannelOrder? = nil) throws(DatasetError) -> DataArray {
    let shape = try header.sampleShape(order, path: reader.path)
    try checkSize()
    let axes = order?.axes(rank: header.shape.count) ?? Array(header.shape.indices)
    let strides = NPYHeader.strides(of: shape)
    let array = try DataArray(shape: shape, what: name) { values throws(DatasetError) in
      try readFloats(into: values, strides: axes.map { strides[$0] })
    }
    do throws(DatasetError) {
      try array.checkFinite(name)
    } catch .notFinite(let name, let index, let value) {
      // Where the value is in the file.
      throw .notFinite(name, index: axes.map { index[$0] }, value: value)
    }
    return array
  }

  /// Reads the labels. A single class, or number, needs the shape [samples] or [samples, 1]. Classes may also be one-hot
  /// rows, [samples, classes]; several numbers or binary labels are [samples, columns]. Throws what `samples` throws
  /// except `notFinite`, and `badLabel`.
  func labels(as kind: LabelKind) throws(DatasetError) -> Labels {
    let columns = try header.labelColumns(path: reader.path)
    try checkSize()
    switch (kind, columns) {
    case (.classes, 1), (.binary, 1): return .classes(try readClasses(count: header.shape[0]))
    case (.values, _): return .values(try labelRows(columns).values, columns: columns)
    case (.classes, _):
      var classes: [Int32] = []
      classes.reserveCapacity(header.shape[0])
      try forEachRow(of: try labelRows(columns)) { row throws(LabelRow.Problem) in
        classes.append(try LabelRow.oneHotClass(of: row))
      }
      return .classes(classes)
    case (.binary, _):
      let rows = try labelRows(columns)
      try forEachRow(of: rows) { row throws(LabelRow.Problem) in try LabelRow.check(row) }
      return .values(rows.values, columns: columns)
    }
  }

  /// The labels as [samples, columns].
  private func labelRows(_ columns: Int) throws(DatasetError) -> DataArray {
    try DataArray(shape: [header.shape[0], columns], what: name) { values throws(DatasetError) in
      try readFloats(into: values)
    }
  }

  /// Calls `body` with each row, and throws its problems with the sample's number.
  private func forEachRow(
    of rows: DataArray, _ body: (Slice<UnsafeBufferPointer<Float>>) throws(LabelRow.Problem) -> Void
  ) throws(DatasetError) {
    let columns = rows.shape[1]
    try rows.withUnsafeBufferPointer { values throws(DatasetError) in
      for sample in 0..<rows.sampleCount {
        do throws(LabelRow.Problem) {
          try body(values[sample * columns..<(sample + 1) * columns])
        } catch {
          throw .badLabel(name, .row(error, sample: sample))
        }
      }
    }
  }

  /// Throws if the file has the wrong size, before memory is allocated for its elements. The exact size of a gzip file is
  /// only known after reading; here it must be possible.
  private func checkSize() throws(DatasetError) {
    let expected = try MemoryBudget.bytes(for: header.shape, elementSize: header.dataType.size, what: name)
    if let largest = reader.largestContent, expected > largest {
      throw .badNPY(path: reader.path, .truncated(expected: expected, present: try reader.skipToEnd()))
    }
    guard let whole = reader.plainByteCount else { return }
    try check(present: whole - header.dataOffset, expected: expected)
  }

  private func check(present: Int, expected: Int) throws(DatasetError) {
    if present < expected {
      throw .badNPY(path: reader.path, .truncated(expected: expected, present: present))
    }
    if present > expected { throw .badNPY(path: reader.path, .trailingBytes(present - expected)) }
  }

  private func readClasses(count: Int) throws(DatasetError) -> [Int32] {
    var classes: [Int32] = []
    classes.reserveCapacity(count)
    try readPieces(count: count) { bytes, count throws(DatasetError) in
      for index in 0..<count {
        let label = header.dataType.classNumber(bytes, at: index)
        guard let number = label.class else {
          throw .badLabel(name, problem(of: label.text, sample: classes.count))
        }
        classes.append(number)
      }
    }
    return classes
  }

  /// Why a number is not a class.
  private func problem(of number: String, sample: Int) -> LabelProblem {
    if header.dataType.isFloatingPoint, Double(number).map({ $0 != $0.rounded() || !$0.isFinite }) ?? true {
      return .notWhole(number, sample: sample)
    }
    return number.hasPrefix("-") ? .negative(number, sample: sample) : .tooLarge(number, sample: sample)
  }

  /// - Parameter strides: for each axis of the file the distance, in `values`, between neighbours on it. Nil: row-major.
  private func readFloats(
    into values: UnsafeMutableBufferPointer<Float>, strides: [Int]? = nil
  ) throws(DatasetError) {
    let rowMajor = NPYHeader.strides(of: header.shape)
    let isInOrder = !header.isFortranOrder && (strides ?? rowMajor) == rowMajor
    var positions = ElementPositions(header, strides: strides ?? rowMajor)
    var done = 0
    try readPieces(count: values.count) { bytes, count throws(DatasetError) in
      if isInOrder {
        header.dataType.convert(
          bytes, into: UnsafeMutableBufferPointer(rebasing: values[done..<(done + count)]))
      } else {
        withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { floats in
          header.dataType.convert(bytes, into: UnsafeMutableBufferPointer(rebasing: floats[..<count]))
          for index in 0..<count { values[positions.next()] = floats[index] }
        }
      }
      done += count
    }
  }

  /// Calls `body` with pieces of the file, of at most 64 KiB, and the number of elements in each. Throws `badNPY` if
  /// the file ends too early or has more bytes than its header announces.
  private func readPieces(
    count: Int, _ body: (UnsafeRawBufferPointer, Int) throws(DatasetError) -> Void
  ) throws(DatasetError) {
    let size = header.dataType.size
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { buffer.deallocate() }
    var done = 0
    while done < count {
      let wanted = min(count - done, buffer.count / size)
      let piece = UnsafeMutableRawBufferPointer(rebasing: buffer[..<(wanted * size)])
      let present = try reader.read(into: piece)
      guard present == piece.count else {
        throw .badNPY(path: reader.path, .truncated(expected: count * size, present: done * size + present))
      }
      try body(UnsafeRawBufferPointer(piece), wanted)
      done += wanted
    }
    let trailing = try reader.skipToEnd()
    guard trailing == 0 else { throw .badNPY(path: reader.path, .trailingBytes(trailing)) }
  }
}

extension NPYHeader {
  /// The shape that the array has as samples. Throws `badNPY` if it cannot hold samples, or images if there is an order
  /// of their axes.
  func sampleShape(_ order: ChannelOrder?, path: String) throws(DatasetError) -> [Int] {
    guard shape.count >= 2 else { throw .badNPY(path: path, .notSamples(shape)) }
    guard let order else { return shape }
    guard let image = order.imageShape(shape) else { throw .badNPY(path: path, .notImages(shape, order)) }
    return image
  }

  /// The distances between neighbours on each axis of a row-major array. Its size must fit an integer.
  fileprivate static func strides(of shape: [Int]) -> [Int] {
    var strides = shape
    var stride = 1
    for axis in shape.indices.reversed() {
      strides[axis] = stride
      stride *= shape[axis]
    }
    return strides
  }

  /// The number of label columns in an array of this shape. Throws `badNPY` if the shape does not fit labels.
  func labelColumns(path: String) throws(DatasetError) -> Int {
    let columns = shape.count == 2 ? shape[1] : 1
    guard (1...2).contains(shape.count), columns > 0 else { throw .badNPY(path: path, .notLabels(shape)) }
    return columns
  }
}

/// The position in memory of each element of a file, in the order of the file.
private struct ElementPositions {
  /// The axes' lengths and strides. The axis whose index changes fastest comes first.
  private let axes: [(length: Int, stride: Int)]
  /// The next element's index on each axis.
  private var index: [Int]
  /// The next element's position.
  private var position = 0

  init(_ header: NPYHeader, strides: [Int]) {
    let axes = zip(header.shape, strides).map { (length: $0, stride: $1) }
    self.axes = header.isFortranOrder ? axes : axes.reversed()
    index = axes.map { _ in 0 }
  }

  mutating func next() -> Int {
    let current = position
    for axis in axes.indices {
      index[axis] += 1
      position += axes[axis].stride
      if index[axis] < axes[axis].length { break }
      position -= index[axis] * axes[axis].stride
      index[axis] = 0
    }
    return current
  }
}
