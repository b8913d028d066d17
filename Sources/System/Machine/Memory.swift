#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The machine's main memory.
public enum Memory {
  /// The number of bytes that can be allocated without swapping. On Linux this is the system's estimate, elsewhere the
  /// size of the main memory. Nil if it is unknown.
  public static func availableBytes() -> Int? {
    if let text = try? File.text(of: "/proc/meminfo"), let bytes = memAvailable(in: text) { return bytes }
    let pages = sysconf(CInt(_SC_PHYS_PAGES))
    guard pages > 0 else { return nil }
    return Int(pages).multipliedReportingOverflow(by: pageSize).partialValue
  }

  /// The number in the line `MemAvailable:   12345 kB` of /proc/meminfo, in bytes. Nil if there is no such line.
  static func memAvailable(in text: String) -> Int? {
    for line in text.split(separator: "\n") where line.hasPrefix("MemAvailable:") {
      let words = line.split(separator: " ")
      guard words.count == 3, words[2] == "kB", let kibibytes = Int(words[1]) else { return nil }
      return kibibytes.multipliedReportingOverflow(by: 1024).partialValue
    }
    return nil
  }

  /// The size of a memory page in bytes.
  private static var pageSize: Int { max(Int(sysconf(CInt(_SC_PAGESIZE))), 4096) }

  /// Allocates memory that begins at a page and is at least one page long. Nil if the system has not enough memory.
  /// `deallocatePages` frees it.
  public static func allocatePages(byteCount: Int) -> UnsafeMutableRawPointer? {
    var base: UnsafeMutableRawPointer?
    guard posix_memalign(&base, pageSize, max(byteCount, pageSize)) == 0 else { return nil }
    return base
  }

  /// Frees the memory that `allocatePages` returned.
  public static func deallocatePages(_ base: UnsafeMutableRawPointer?) { free(base) }
}
