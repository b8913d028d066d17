import Foundation
import TestSupport
import Testing

@testable import Experiments

@Suite struct FileSystemTests {
  private func withFolder(_ body: (String, FileSystem) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bnlab-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path, .local(currentDirectory: folder.path))
  }

  @Test func readsAtMostOneByteMoreThanTheLimit() throws {
    try withFolder { folder, files in
      try Data(repeating: 7, count: 200_000).write(to: URL(fileURLWithPath: folder + "/x"))
      #expect(try files.read(folder + "/x", 200_000).count == 200_000)
      #expect(try files.read(folder + "/x", 100_000).count == 100_001)
      #expect(try files.read(folder + "/x", 0).count == 1)
    }
  }

  @Test func saysWhyItCannotRead() throws {
    try withFolder { folder, files in
      // This device never ends.
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/device", withDestinationPath: "/dev/zero")
      for (path, reason) in [
        ("/none", FileSystem.Failure.Reason.notFound), ("", .isFolder), ("/a\0b", .notFound),
        ("/device", .refused("it is a pipe or a device, not a regular file")),
      ] {
        let failure = try #require(throws: FileSystem.Failure.self) { try files.read(folder + path, 10) }
        #expect(failure.reason == reason)
      }
    }
  }

  @Test func listsFilesAndFoldersButFollowsNoLinks() throws {
    try withFolder { folder, files in
      try FileManager.default.createDirectory(atPath: folder + "/sub", withIntermediateDirectories: true)
      try Data().write(to: URL(fileURLWithPath: folder + "/é.json"))
      try FileManager.default.createSymbolicLink(atPath: folder + "/loop", withDestinationPath: folder)
      #expect(
        Set(try files.list(folder)) == [
          .init(name: "sub", isFolder: true), .init(name: "é.json", isFolder: false),
          .init(name: "loop", isFolder: false),
        ])
      #expect(
        try #require(throws: FileSystem.Failure.self) { try files.list(folder + "/none") }.reason == .notFound
      )
    }
  }

  @Test func aLibraryReadsFilesFromDisk() throws {
    try withFolder { folder, files in
      try FileManager.default.createDirectory(
        atPath: folder + "/experiments/x", withIntermediateDirectories: true)
      try Data(spec().utf8).write(to: URL(fileURLWithPath: folder + "/experiments/x/mine.jsonc"))
      let library = ExperimentLibrary(builtIns: [], fileSystem: files)
      #expect(try library.resolve("mine").files == ["experiments/x/mine.jsonc"])
    }
  }

  @Test func showsRelativePathsInsideTheCurrentFolder() {
    let files = memoryFiles([:])
    #expect(files.shown("/work/a/b") == "a/b")
    #expect(files.shown("/workshop/a") == "/workshop/a")
    #expect(memoryFiles([:], currentDirectory: "/").shown("/a") == "a")
  }
}
