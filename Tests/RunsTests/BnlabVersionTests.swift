import Testing

@testable import Runs

@Suite struct BnlabVersionTests {
  /// Scripts read the second word, which is the version with a commit and without.
  @Test func theCommitFollowsTheVersion() {
    #expect(BnlabVersion.description(commit: "21d6376") == "\(BnlabVersion.current) (21d6376)")
    #expect(BnlabVersion.description(commit: nil) == BnlabVersion.current)
    #expect(BnlabVersion.description == BnlabVersion.description(commit: BnlabVersion.commit))
  }
}
