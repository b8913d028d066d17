import Foundation
import TestSupport
import Testing

@testable import System

@Suite struct FileTests {
  @Test func readsWholeFiles() throws {
    let folder = try TemporaryFolder()
    let contents = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 / 3) }
    let path = try folder.write(contents, to: "file")
    #expect(try File.contents(of: path) == contents)
    #expect(try File.contents(of: folder.write("", to: "empty")) == [])
    // Files under /proc have a size of 0, because their content is made while it is read.
    if File.exists("/proc/self/status") { #expect(try !File.text(of: "/proc/self/status").isEmpty) }
  }

  /// One byte more than the limit is read, which tells that the file is longer.
  @Test func readsUpToALimit() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([1, 2, 3, 4], to: "file")
    #expect(try File.contents(of: path, limit: 4) == [1, 2, 3, 4])
    #expect(try File.contents(of: path, limit: 2) == [1, 2, 3])
    #expect(try File.contents(of: path, limit: 0) == [1])
  }

  /// Nobody writes to the pipe, so that opening it as usual would wait for ever.
  @Test func refusesPipesAndDevices() throws {
    let folder = try TemporaryFolder()
    let pipe = "\(folder.path)/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    for path in [pipe, "/dev/zero"] {
      #expect(throws: FileError(.read, path, .notRegular)) { try File.contents(of: path) }
    }
    #expect(throws: FileError(.write, pipe, .notRegular)) { try AppendingFile(path: pipe, startingWith: "x") }
    #expect(throws: FileError(.write, pipe, .notRegular)) { try AppendingFile(path: pipe, keeping: 0) }
    // Data may be read from them.
    #expect(try InputFile(path: "/dev/zero").read(atMost: 3) == [0, 0, 0])
    #expect(throws: FileError(.read, folder.path, .system(.isFolder))) { try File.contents(of: folder.path) }
  }

  @Test func removesAFileAndItsLeftover() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("x", to: "file")
    try folder.write("half", to: ".file.bnlab-tmp")
    try File.remove(path)
    try File.remove(path)
    #expect(try folder.names() == [])
    #expect(throws: FileError.self) { try File.remove(folder.path) }
  }

  @Test func movesFilesAndFolders() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("x", to: "a/file")
    try File.move("\(folder.path)/a", to: "\(folder.path)/b", operation: .moveAway)
    #expect(File.byteCount("\(folder.path)/b/file") == 1 && File.byteCount("\(folder.path)/b") == nil)
    #expect(throws: FileError(.moveAway, path, code: 2)) {
      try File.move(path, to: "\(folder.path)/c", operation: .moveAway)
    }
    #expect(throws: FileError(.write, "\(folder.path)/c", code: 2)) {
      try File.move(path, to: "\(folder.path)/c")
    }
  }

  @Test func recognisesPrograms() throws {
    let folder = try TemporaryFolder()
    try folder.write([], to: "program", executable: true)
    try folder.write("", to: "text")
    #expect(File.isExecutable("\(folder.path)/program"))
    #expect(!File.isExecutable("\(folder.path)/text") && !File.isExecutable(folder.path))
  }

  @Test func appendsLines() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("what was there before", to: "file")
    let file = try AppendingFile(path: path, startingWith: "a\n")
    #expect(try File.text(of: path) == "a\n")
    try file.append("b\n")
    #expect(try File.text(of: path) == "a\nb\n")
    #expect(throws: FileError.self) { try AppendingFile(path: folder.path, startingWith: "") }
  }
}

@Suite struct FolderTests {
  @Test func createsTheFoldersAbove() throws {
    let folder = try TemporaryFolder()
    try Folder.make("\(folder.path)/a/b/c")
    #expect(Folder.isFolder("\(folder.path)/a/b/c"))
    try Folder.make("\(folder.path)/a/b/c/")
    let file = try folder.write("x", to: "file")
    #expect(throws: FileError.self) { try Folder.make("\(file)/inside") }
    #expect(
      Set(try Folder.entries(of: folder.path)) == [
        .init(name: "a", isFolder: true), .init(name: "file", isFolder: false),
      ])
  }
}

@Suite struct FileErrorTests {
  @Test func messagesNameOperationPathAndReason() {
    #expect("\(FileError(.read, "a/b", .system(.noSuchFile)))" == "cannot read a/b: there is no such file")
    #expect("\(FileError(.read, "a/b", code: 20))" == "cannot read a/b: there is no such file")
    #expect("\(FileError(.write, "a", .system(.isFolder)))" == "cannot write a: it is a folder")
    #expect("\(FileError(.write, "a", .system(.permissionDenied)))" == "cannot write a: permission denied")
    #expect("\(FileError(.write, "a", .noFolder("b/")))" == "cannot write a: there is no folder b/")
    #expect("\(FileError(.write, "a", code: 28))" == "cannot write a: No space left on device")
    #expect("\(FileError(.read, "a", .content("has no end")))" == "cannot read a: has no end")
    #expect("\(FileError(.moveAway, "a", code: 16))".hasPrefix("cannot move away a: "))
  }

  @Test func onlyMissingFilesToReadAreMissingInputs() throws {
    #expect(FileError(.read, "a", code: 2).isMissingInput && FileError(.read, "a", code: 20).isMissingInput)
    #expect(
      !FileError(.write, "a", code: 2).isMissingInput && !FileError(.read, "a", code: 13).isMissingInput)
    #expect(!FileError(.read, "a", .content("")).isMissingInput)
    let folder = try TemporaryFolder()
    let file = try folder.write("x", to: "file")
    for path in ["\(folder.path)/none", "\(file)/inside", "\(folder.path)/fi\0le"] {
      #expect(try #require(throws: FileError.self) { try File.contents(of: path) }.isMissingInput)
    }
    #expect(try #require(throws: FileError.self) { try File.contents(of: folder.path) }.isFolder)
  }
}
