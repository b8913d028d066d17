import Testing

@testable import System

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A temporary folder for one test, which is deleted afterwards.
private struct TestFolder: ~Copyable {
  let path: String

  init() throws {
    var template = Array("/tmp/bnlab-output-XXXXXX".utf8CString)
    path = try template.withUnsafeMutableBufferPointer { buffer in
      String(cString: try #require(buffer.baseAddress.flatMap { mkdtemp($0) }))
    }
  }

  deinit {
    for name in names { unlink(path + "/" + name) }
    rmdir(path)
  }

  var names: [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  subscript(name: String) -> String { path + "/" + name }

  func write(_ text: String, _ name: String) { systemWrite(text, self[name]) }
  func text(_ name: String) -> String { systemRead(self[name]) }
}

@Suite struct OutputFileTests {
  @Test func aFileIsReplacedAsAWholeAndKeepsItsPermissions() throws {
    let folder = try TestFolder()
    let file = OutputFile(folder["a.json"])
    try file.check()
    try file.replace(with: "a longer text")
    chmod(folder["a.json"], 0o640)
    let before = try #require(FileStatus(folder["a.json"]))
    try file.replace(with: "short")
    let after = try #require(FileStatus(folder["a.json"]))
    #expect(folder.text("a.json") == "short")
    #expect(after.permissions == 0o640)
    // It is a new file with the same name, so that a program that reads the old one still gets all of it.
    #expect(after != before)
    #expect(folder.names == ["a.json"])
  }

  @Test func symbolicLinksAreKept() throws {
    let folder = try TestFolder()
    folder.write("old", "real.json")
    symlink("real.json", folder["link.json"])
    symlink("new.json", folder["dangling.json"])
    link(folder["real.json"], folder["other-name.json"])
    for name in ["link.json", "dangling.json"] {
      let file = OutputFile(folder[name])
      try file.check()
      try file.replace(with: "new")
    }
    #expect(folder.names == ["dangling.json", "link.json", "new.json", "other-name.json", "real.json"])
    #expect(folder.text("real.json") == "new" && folder.text("new.json") == "new")
    #expect(folder.text("other-name.json") == "new")
    var target = [CChar](repeating: 0, count: 100)
    #expect(readlink(folder["link.json"], &target, 99) == 9)
  }

  @Test func pipesAndDevicesGetTheText() throws {
    let folder = try TestFolder()
    #expect(mkfifo(folder["pipe"], 0o600) == 0)
    // The pipe is opened for reading and writing, so that neither side waits for the other.
    let pipe = open(folder["pipe"], O_RDWR)
    defer { close(pipe) }
    for file in [OutputFile(folder["pipe"]), OutputFile("/dev/fd/\(pipe)"), OutputFile("/dev/null")] {
      try file.check()
      try file.replace(with: "one\n")
    }
    var bytes = [UInt8](repeating: 0, count: 100)
    #expect(read(pipe, &bytes, 100) == 8)
    #expect(folder.names == ["pipe"])
    #expect(try #require(FileStatus("/dev/null")).isDevice)
  }

  #if os(Linux)
    /// Elsewhere such a path is a duplicate of the descriptor, which has the same position and is not emptied.
    @Test func anOpenFileOfTheCallersIsNotReplaced() throws {
      let folder = try TestFolder()
      folder.write("old and long", "a")
      let descriptor = open(folder["a"], O_RDWR)
      defer { close(descriptor) }
      try OutputFile("/dev/fd/\(descriptor)").replace(with: "new")
      var bytes = [UInt8](repeating: 0, count: 100)
      #expect(read(descriptor, &bytes, 100) == 3)
    }
  #endif

  @Test func textIsAppendedInOnePiece() throws {
    let folder = try TestFolder()
    let file = OutputFile(folder["summary.md"])
    try file.append("first\n")
    // The file may be written but not read.
    chmod(folder["summary.md"], 0o200)
    try file.append("second\n")
    chmod(folder["summary.md"], 0o600)
    #expect(folder.text("summary.md") == "first\nsecond\n")
    // Another process appends after its own file was opened.
    let other = open(folder["summary.md"], O_WRONLY | O_APPEND)
    try file.append("third\n")
    _ = "fourth\n".withCString { write(other, $0, 7) }
    close(other)
    #expect(folder.text("summary.md") == "first\nsecond\nthird\nfourth\n")
  }

  @Test func checkFindsFilesThatCannotBeWritten() throws {
    let folder = try TestFolder()
    folder.write("", "file")
    for (path, reason) in [
      (folder.path, FileError.Reason.system(.isFolder)), (folder["no/a"], .noFolder(folder["no/"])),
      (folder["file/a"], .noFolder(folder["file/"])),
    ] {
      let error = #expect(throws: FileError.self) { try OutputFile(path).check() }
      #expect(error == FileError(.write, path, reason))
    }
    try OutputFile("-").check()
  }

  @Test func theSameFileMayHaveSeveralPaths() throws {
    let folder = try TestFolder()
    folder.write("", "a")
    symlink("a", folder["link"])
    func same(_ one: String, _ other: String) -> Bool { OutputFile(one).isSame(as: OutputFile(other)) }
    #expect(same(folder["a"], folder["link"]) && same(folder["a"], folder["./a"]))
    #expect(same(folder["new"], folder["./new"]) && !same(folder["new"], folder["other"]))
    #expect(!same(folder["new"], folder["a"]))
    #expect(same("-", "-") && !same("-", folder["a"]))
    #expect(!same("/dev/null", "/dev/null"))
  }
}

private func systemWrite(_ text: String, _ path: String) {
  let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
  _ = text.withCString { write(descriptor, $0, text.utf8.count) }
  close(descriptor)
}

private func systemRead(_ path: String) -> String {
  let descriptor = open(path, O_RDONLY)
  defer { close(descriptor) }
  var bytes = [UInt8](repeating: 0, count: 4096)
  let count = read(descriptor, &bytes, bytes.count)
  return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
}
