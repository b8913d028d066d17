/// A duration for people, in at most two units: `34 ms`, `1.2 s`, `3 min 04 s`, `2 h 05 min`, `3 d 04 h`. A dash if it
/// is negative or not finite.
public func durationText(seconds: Double) -> String {
  guard seconds.isFinite, seconds >= 0 else { return "–" }
  if seconds < 0.0995 { return "\((seconds * 1000).fixed(seconds < 0.00995 ? 1 : 0)) ms" }
  if seconds < 9.95 { return "\(seconds.fixed(seconds < 0.995 ? 2 : 1)) s" }
  guard seconds < 1e15 else { return "\(seconds.figure(0)) s" }
  let whole = Int(seconds.rounded())
  if whole < 60 { return "\(whole) s" }
  if whole < 3600 { return "\(whole / 60) min \(twoDigits(whole % 60)) s" }
  let minutes = whole / 60
  if minutes < 24 * 60 { return "\(minutes / 60) h \(twoDigits(minutes % 60)) min" }
  let hours = minutes / 60
  return "\(hours / 24) d \(twoDigits(hours % 24)) h"
}

/// A size in decimal units (1 kB is 1000 bytes), as download pages give it: `512 bytes`, `9.9 MB`, `170 MB`.
public func byteCountText(_ bytes: Int) -> String {
  guard bytes.magnitude >= 1000 else { return bytes == 1 ? "1 byte" : "\(bytes) bytes" }
  var size = Double(bytes) / 1000
  for unit in ["kB", "MB", "GB", "TB", "PB"] {
    if size.magnitude < 99.95 { return "\(size.fixed(1)) \(unit)" }
    if size.magnitude < 999.5 { return "\(size.fixed(0)) \(unit)" }
    size /= 1000
  }
  return "\(size.fixed(1)) EB"
}

/// `1 run`, `12 runs`.
/// - Parameter plural: nil: the noun with an s.
public func counted(_ count: some BinaryInteger, _ noun: String, plural: String? = nil) -> String {
  "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
}

private func twoDigits(_ number: Int) -> String {
  number < 10 ? "0\(number)" : "\(number)"
}
