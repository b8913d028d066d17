/// Grey images of the same size with one byte for each pixel, before they become a `DataArray`. The memory is freed
/// with the value.
struct ByteImages: ~Copyable {
  let count: Int
  let height: Int
  let width: Int
  /// [count, height, width]
  let pixels: UnsafeMutableBufferPointer<UInt8>

  /// Allocates the pixels. The caller must fill all of them. `what` names the images in errors. Throws `tooLarge` or
  /// `notEnoughMemory`.
  init(count: Int, height: Int, width: Int, what: String) throws(DatasetError) {
    let byteCount = try MemoryBudget.bytes(for: [count, height, width], elementSize: 1, what: what)
    self.count = count
    self.height = height
    self.width = width
    pixels = .allocate(capacity: byteCount)
  }

  deinit { pixels.deallocate() }

  /// Counts how often each byte occurs in the first `limit` images: 256 counts. From them the mean, deviation, minimum
  /// and maximum of the pixels follow exactly, independent of the order of the images.
  func histogram(ofFirst limit: Int) -> [Int] {
    // Four tables are used in turn. Neighbouring pixels are often equal, and with one table each increment would have
    // to wait for the one before it.
    var counts = [Int](repeating: 0, count: 4 * 256)
    let used = UnsafeBufferPointer(rebasing: pixels[..<(min(limit, count) * height * width)])
    counts.withUnsafeMutableBufferPointer { counts in
      var i = 0
      while i &+ 4 <= used.count {
        counts[Int(used[i])] &+= 1
        counts[256 &+ Int(used[i &+ 1])] &+= 1
        counts[512 &+ Int(used[i &+ 2])] &+= 1
        counts[768 &+ Int(used[i &+ 3])] &+= 1
        i &+= 4
      }
      while i < used.count {
        counts[Int(used[i])] &+= 1
        i &+= 1
      }
    }
    return (0..<256).map { counts[$0] + counts[256 + $0] + counts[512 + $0] + counts[768 + $0] }
  }
}
