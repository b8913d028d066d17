#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What this machine can still hold.
public enum MemoryBudget {
  /// Smaller requests are not worth the question.
  static let checkedFrom = 64 << 20

  /// The bytes of `count` elements. Throws `tooLarge` where that is no number, and `notEnoughMemory` where
  /// the machine has less.
  static func bytes(
    for shape: [Int], elementSize: Int, what: String, available: Int? = nil
  ) throws(DatasetError) -> Int {
    var total = elementSize
    // Zeros first would hide an overflow of the other factors, on which strides rest.
    for length in shape {
      let (product, overflow) = total.multipliedReportingOverflow(by: max(length, 1))
      guard length >= 0, !overflow, product < Int.max / 4 else { throw .tooLarge(what: what, shape: shape) }
      total = product
    }
    if shape.contains(0) { total = 0 }
    if total >= checkedFrom, let limit = available ?? availableBytes(), total > limit {
      throw .notEnoughMemory(what: what, needed: total, available: limit)
    }
    return total
  }

  /// What a new allocation may use without swapping: Linux's own estimate, elsewhere the memory built in.
  public static func availableBytes() -> Int? {
    if let text = try? smallFile("/proc/meminfo"), let bytes = memAvailable(in: text) { return bytes }
    let pages = sysconf(CInt(_SC_PHYS_PAGES))
    let pageSize = sysconf(CInt(_SC_PAGESIZE))
    guard pages > 0, pageSize > 0 else { return nil }
    return Int(pages).multipliedReportingOverflow(by: Int(pageSize)).partialValue
  }

  /// The line `MemAvailable:   12345 kB`, in bytes.
  static func memAvailable(in text: String) -> Int? {
    for line in text.split(separator: "\n") where line.hasPrefix("MemAvailable:") {
      let words = line.split(separator: " ")
      guard words.count == 3, words[2] == "kB", let kibibytes = Int(words[1]) else { return nil }
      return kibibytes.multipliedReportingOverflow(by: 1024).partialValue
    }
    return nil
  }

  private static func smallFile(_ path: String) throws(DatasetError) -> String {
    let reader = try ByteReader(path: path)
    return String(decoding: try reader.read(1 << 16), as: UTF8.self)
  }
}
