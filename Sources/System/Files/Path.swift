/// Functions for paths as text. They do not look at the disk.
public enum Path {
  /// - Returns: `path` if it is absolute, otherwise `path` in `directory`; normalized.
  public static func join(_ directory: String, _ path: String) -> String {
    normalized(path.hasPrefix("/") ? path : directory + "/" + path)
  }

  /// An absolute path without empty and `.` steps. Each `..` removes the step before it, as in the path functions of Go
  /// and Node.
  public static func normalized(_ path: String) -> String {
    var steps: [Substring] = []
    for step in path.split(separator: "/") where step != "." {
      if step == ".." { _ = steps.popLast() } else { steps.append(step) }
    }
    return "/" + steps.joined(separator: "/")
  }

  /// The normalized absolute path of the folder in which a file is.
  public static func directory(of path: String) -> String {
    normalized(path + "/..")
  }

  /// The last step of a path; empty if it has none.
  public static func fileName(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? ""
  }

  /// The path without its last step, as it was written; empty if it is only a name.
  public static func parent(of path: String) -> String { String(folderPrefix(of: path).dropLast()) }

  /// The folder of a file, with its slash, as system calls take it; `.` if the path is only a name.
  static func folder(of path: String) -> String {
    let prefix = folderPrefix(of: path)
    return prefix.isEmpty ? "." : prefix
  }

  /// The part of a path before the file's name, with its slash; empty if the path is only a name.
  static func folderPrefix(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }
}
