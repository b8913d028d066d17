import TestSupport
import Testing

@testable import System

@Suite struct GitCommitTests {
  private let folder: TemporaryFolder
  private let one = String(repeating: "1a", count: 20)
  private let two = String(repeating: "2b", count: 32)

  init() throws { folder = try TemporaryFolder() }

  private func commit(_ name: String = "work/experiments/deep") -> String? {
    GitCommit.checkedOut(in: folder.path + "/" + name)
  }

  /// The folder itself need not exist.
  @Test func aBranchIsFollowed() throws {
    try folder.write("ref: refs/heads/main\n", to: "work/.git/HEAD")
    #expect(commit() == nil)
    try folder.write(one + "\n", to: "work/.git/refs/heads/main")
    #expect(commit() == one && commit("work") == one)
    try folder.write("ref: refs/heads/main\n", to: "work/.git/refs/heads/alias")
    try folder.write("ref: refs/heads/alias\n", to: "work/.git/HEAD")
    #expect(commit() == one)
  }

  @Test func aDetachedHeadIsTheCommit() throws {
    try folder.write(two + "\n", to: "work/.git/HEAD")
    #expect(commit() == two)
  }

  @Test func packedReferencesCount() throws {
    try folder.write("ref: refs/heads/main\n", to: "work/.git/HEAD")
    try folder.write(
      "# pack-refs with: peeled fully-peeled sorted\n\(two) refs/heads/not/refs/heads/main\n\(one) refs/heads/main\n^\(two)\n",
      to: "work/.git/packed-refs")
    #expect(commit() == one)
    // A file of its own is newer.
    try folder.write(two, to: "work/.git/refs/heads/main")
    #expect(commit() == two)
  }

  /// A further working tree has a HEAD of its own and shares the branches.
  @Test func furtherWorkingTreesHaveTheirOwnHead() throws {
    try folder.write(one, to: "work/.git/HEAD")
    try folder.write("gitdir: ../work/.git/worktrees/second\n", to: "second/.git")
    try folder.write("ref: refs/heads/topic\n", to: "work/.git/worktrees/second/HEAD")
    try folder.write("../..\n", to: "work/.git/worktrees/second/commondir")
    try folder.write(two, to: "work/.git/refs/heads/topic")
    #expect(commit("second/experiments") == two && commit() == one)
  }

  @Test func whatIsNoRepositoryHasNone() throws {
    try folder.write("nothing", to: "work/.git")
    #expect(commit() == nil)
    for text in [
      "ref: ../../secret", "ref: refs/../../secret", "1a2b", one.uppercased(), "ref: refs/heads/self",
    ] {
      try folder.write(text, to: "other/.git/HEAD")
      try folder.write("ref: refs/heads/self", to: "other/.git/refs/heads/self")
      try folder.write(one, to: "other/secret")
      #expect(commit("other") == nil)
    }
  }
}
