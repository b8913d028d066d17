/// The commit that is checked out in a Git repository, read from the repository's files.
///
/// Layout: https://git-scm.com/docs/gitrepository-layout
public enum GitCommit {
  /// The files that are read are short, except that of packed references.
  private static let maximumSize = 4096
  private static let maximumPackedSize = 1 << 26
  /// A reference may name another one.
  private static let maximumDepth = 5

  /// The commit of the repository in which a folder is. Whether files were changed since does not count.
  /// - Parameter folder: an absolute path.
  /// - Returns: its hash in hexadecimal; nil if there is no repository, nothing is committed, or the files cannot be read.
  public static func checkedOut(in folder: String) -> String? {
    var folder = Path.normalized(folder)
    while true {
      if let repository = repository(at: Path.join(folder, ".git")) {
        return commit(of: "HEAD", repository, depth: 0)
      }
      if folder == "/" { return nil }
      folder = Path.directory(of: folder)
    }
  }

  private struct Repository {
    /// The folder of this working tree's own HEAD.
    let own: String
    /// The folder that all working trees share.
    let common: String
  }

  /// - Parameter path: a folder, or a file that names one, as in further working trees and submodules.
  private static func repository(at path: String) -> Repository? {
    var own = path
    if !Folder.isFolder(path) {
      guard let text = line(of: path), text.hasPrefix("gitdir: ") else { return nil }
      own = Path.join(Path.directory(of: path), String(text.dropFirst("gitdir: ".count)))
    }
    guard File.exists(own + "/HEAD") else { return nil }
    return Repository(own: own, common: line(of: own + "/commondir").map { Path.join(own, $0) } ?? own)
  }

  private static func commit(of reference: String, _ repository: Repository, depth: Int) -> String? {
    guard depth < maximumDepth else { return nil }
    for folder in [repository.own, repository.common] {
      guard let text = line(of: folder + "/" + reference) else { continue }
      if isHash(text) { return text }
      guard text.hasPrefix("ref: ") else { return nil }
      let name = String(text.dropFirst("ref: ".count))
      guard name.hasPrefix("refs/"), !name.split(separator: "/").contains("..") else { return nil }
      return commit(of: name, repository, depth: depth + 1)
    }
    return packed(reference, repository)
  }

  /// A line is a hash, a space and the reference's name.
  private static func packed(_ reference: String, _ repository: Repository) -> String? {
    guard let bytes = try? File.contents(of: repository.common + "/packed-refs", limit: maximumPackedSize)
    else { return nil }
    let ending = Array(" \(reference)".utf8)
    for line in bytes.split(separator: UInt8(ascii: "\n"))
    where line.suffix(ending.count).elementsEqual(ending) {
      let hash = String(decoding: line.dropLast(ending.count), as: UTF8.self)
      if isHash(hash) { return hash }
    }
    return nil
  }

  /// The first line of a short file.
  private static func line(of path: String) -> String? {
    guard let bytes = try? File.contents(of: path, limit: maximumSize), bytes.count <= maximumSize else {
      return nil
    }
    let line = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    return String(decoding: line, as: UTF8.self)
  }

  /// SHA-1 or SHA-256.
  private static func isHash(_ text: String) -> Bool {
    [40, 64].contains(text.utf8.count)
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}
