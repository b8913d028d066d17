#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The machine's main memory.
public enum Memory {
  /// What a new allocation may use without swapping, in bytes: Linux's own estimate, elsewhere the memory built in.
  public static func availableBytes() -> Int? {
    if let text = try? File.text(of: "/proc/meminfo"), let bytes = memAvailable(in: text) { return bytes }
    let pages = sysconf(CInt(_SC_PHYS_PAGES))
    guard pages > 0 else { return nil }
    return Int(pages).multipliedReportingOverflow(by: pageSize).partialValue
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

  /// In bytes.
  private static var pageSize: Int { max(Int(sysconf(CInt(_SC_PAGESIZE))), 4096) }

  /// At least one page of memory, and as many as hold the bytes. `free` gives it back; nil where the system has none.
  public static func allocatePages(byteCount: Int) -> UnsafeMutableRawPointer? {
    var base: UnsafeMutableRawPointer?
    guard posix_memalign(&base, pageSize, max(byteCount, pageSize)) == 0 else { return nil }
    return base
  }

  /// Gives back what `allocatePages` returned.
  public static func deallocatePages(_ base: UnsafeMutableRawPointer?) { free(base) }
}
