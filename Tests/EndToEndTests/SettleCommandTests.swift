import Foundation
import Testing

/// `reproduce --settle`, as a shell sees it.
@Suite struct SettleCommandTests {
  private typealias Study = StudyCommandTests
  /// The mean of four runs is 0.505 and of eight 0.5045; the intervals are 0.4896 to 0.5204 (97.5 %) and 0.4912 to 0.5178
  /// (99.17 %).
  private static let later = (name: "later", relation: #""between": { "low": 0.49 }"#)

  private func claims(_ json: String) throws -> [[String: Any]] {
    let value = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    let study = (value?["studies"] as? [[String: Any]])?.first
    return try #require(study?["claims"] as? [[String: Any]])
  }

  @Test func seedsAreAddedToUndecidedClaims() throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write(
        Study.study([Study.wrong, Self.later], seeds: 4), to: "experiments/studies/settled.jsonc")
      let command = ["reproduce", "settled", "--settle", "--budget", "1h", "--format", "json"]
      let first = try bnlab.run(command)
      #expect(first.status == 1, "\(first.errors)")
      let claims = try claims(first.output)
      #expect(claims.map { $0["verdict"] as? String } == ["not_reproduced", "reproduced"])
      #expect(claims.map { $0["look"] as? Int } == [1, 2])
      #expect(claims.map { $0["look_seeds"] as? Int } == [4, 8])
      // The runs that the second claim took do not make the first one's sample larger.
      #expect(claims.map { $0["runs"] as? Int } == [4, 8])
      #expect(claims.map { $0["confidence"] as? Double } == [0.975, 0.9917])
      #expect(claims.map { $0["settling"] as? String } == ["decided", "decided"])
      #expect(first.output.contains("\"time_up\": false"))
      #expect(first.output.contains("\"seeds\": [1, 2, 3, 4, 5, 6, 7, 8]"))
      #expect(first.errors.contains("Settle: look 2 at later with 8 seeds, 4 more runs, about "))
      #expect(first.errors.contains("; 1 open: later\n"))
      // The second call takes the same looks at the finished runs.
      let again = try bnlab.run(command)
      #expect(again.output == first.output && again.status == 1)
      let table = try bnlab.run(["reproduce", "settled", "--settle"])
      #expect(table.output.contains("Settle: 2 of 2 claims are decided, 1 of them after seeds were added.\n"))
      // Without --settle there is one look at the study's seeds.
      let plain = try bnlab.run(["reproduce", "settled", "--format", "json"])
      #expect(try self.claims(plain.output).allSatisfy { $0["look"] is NSNull && $0["runs"] as? Int == 4 })
      #expect(plain.output.contains("\"confidence\": 0.95,"))
    }
  }

  /// A plan is that of the first look; the others depend on what it finds.
  @Test func aDryRunIsTheFirstLook() throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write(Study.study([Study.right], seeds: 3), to: "experiments/studies/plan.jsonc")
      let plan = try bnlab.run(["reproduce", "plan", "--settle", "--dry-run", "--seeds", "1..2"])
      #expect(plan.status == 0 && plan.output.split(separator: "\n").count == 2, "\(plan.errors)")
    }
  }
}
