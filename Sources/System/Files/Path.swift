/// Paths as texts; nothing here looks at the disk.
public enum Path {
  /// - Returns: `path` itself where it is absolute, else as counted from `directory`.
  public static func join(_ directory: String, _ path: String) -> String {
    normalized(path.hasPrefix("/") ? path : directory + "/" + path)
  }

  /// Without empty and `.` steps, and with each `..` taking the step before it, as Go's and Node's path functions do.
  public static func normalized(_ path: String) -> String {
    var steps: [Substring] = []
    for step in path.split(separator: "/") where step != "." {
      if step == ".." { _ = steps.popLast() } else { steps.append(step) }
    }
    return "/" + steps.joined(separator: "/")
  }

  public static func directory(of path: String) -> String {
    normalized(path + "/..")
  }

  public static func fileName(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? ""
  }

  /// The folder of a file as the system takes it, with its slash; `.` for a name alone.
  static func folder(of path: String) -> String {
    let prefix = folderPrefix(of: path)
    return prefix.isEmpty ? "." : prefix
  }

  /// What stands before the file's name, with its slash; empty for a name alone.
  static func folderPrefix(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }
}
