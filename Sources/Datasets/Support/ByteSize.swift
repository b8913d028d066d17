/// Numbers of bytes for people.
public enum ByteSize {
  /// Whole kilobytes, or megabytes or gigabytes with one decimal: `29 kB`, `9.9 MB`, `23.1 GB`.
  public static func text(_ byteCount: Int) -> String {
    if byteCount < 1_000_000 { return "\((byteCount + 500) / 1000) kB" }
    let (unit, name) = byteCount < 1_000_000_000 ? (1_000_000, "MB") : (1_000_000_000, "GB")
    let tenth = unit / 10
    let tenths = byteCount / tenth + (byteCount % tenth >= tenth / 2 ? 1 : 0)
    return "\(tenths / 10).\(tenths % 10) \(name)"
  }
}
