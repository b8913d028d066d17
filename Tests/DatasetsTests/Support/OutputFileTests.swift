import Testing

@testable import Datasets

struct OutputFileTests {
  @Test func namesTheFileOnlyWhenItIsWhole() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("old", to: "file")
    do {
      let file = try OutputFile(path: path)
      try [1, 2, 3].withUnsafeBytes { bytes in try file.write(bytes) }
      #expect(try bytes(ofFile: path) == Array("old".utf8))
    }
    // Given up: nothing is left of it.
    #expect(try folder.names() == ["file"])
    let file = try OutputFile(path: path)
    try Array("new".utf8).withUnsafeBytes { bytes in try file.write(bytes) }
    try file.finish()
    #expect(try bytes(ofFile: path) == Array("new".utf8))
    #expect(try folder.names() == ["file"])
  }

  @Test func refusesAFolderThatIsNotThere() throws {
    let folder = try TemporaryFolder()
    #expect { _ = try OutputFile(path: "\(folder.path)/none/file") } throws: { error in
      (error as? DatasetError)?.kind == .inputOutput
    }
  }
}

struct FolderTests {
  @Test func makesTheFoldersAbove() throws {
    let folder = try TemporaryFolder()
    try Folder.make("\(folder.path)/a/b/c")
    #expect(Folder.isFolder("\(folder.path)/a/b/c"))
    try Folder.make("\(folder.path)/a/b/c/")
    let file = try folder.write("x", to: "file")
    #expect(Folder.byteCount(ofFile: file) == 1)
    #expect(Folder.byteCount(ofFile: folder.path) == nil)
    #expect(throws: DatasetError.self) { try Folder.make("\(file)/inside") }
  }
}
