import System
import Testing

@testable import Runs

@Suite struct RunFilterTests {
  private func matches(_ name: String, _ pattern: String) -> Bool {
    var filter = RunFilter()
    filter.patterns = [pattern]
    return filter.matches(name)
  }

  @Test func starsStandForAnyText() {
    #expect(matches("circles", "circles") && !matches("circles", "circle") && !matches("circle", "circles"))
    #expect(matches("circles-baseline", "circles*") && matches("circles", "circles*"))
    #expect(matches("a-b-c", "*-c") && matches("a-b-c", "a*c") && matches("a-b-c", "*b*"))
    #expect(!matches("a-b-c", "a*d") && !matches("", "?") && matches("", "*"))
    #expect(matches("A+x=1", "A+x=?") && !matches("A+x=12", "A+x=?"))
    // The first star must take the first "ab" as well.
    #expect(matches("abxab", "*ab") && matches("aab", "*a?") && !matches("abab", "*a*c"))
  }

  @Test func anExperimentHasVariants() {
    var filter = RunFilter()
    filter.experiments = ["A"]
    #expect(filter.matches("A") && filter.matches("A+x=1") && !filter.matches("AB") && !filter.matches("B"))
    filter.patterns = ["B"]
    #expect(filter.matches("B"))
    #expect(filter.unmatched(["A+x=1"]) == ["B"])
    #expect(filter.unmatched(["B"]) == ["A"])
  }

  @Test func allConditionsMustHold() {
    func run(_ state: FoundRun.State, seed: UInt64?, age: Int?) -> FoundRun {
      FoundRun(
        experiment: "A", seed: seed, state: state, path: "", byteCount: 0,
        date: age.map { Timestamp(seconds: 1000 - $0) }, record: nil)
    }
    func matches(_ run: FoundRun, _ change: (inout RunFilter) -> Void) -> Bool {
      var filter = RunFilter()
      change(&filter)
      return filter.matches(run, now: Timestamp(seconds: 1000))
    }
    let old = run(.interrupted(epochs: 1, of: 2), seed: 3, age: 100)
    #expect(matches(old) { _ in })
    #expect(matches(old) { $0.states = [.interrupted] } && !matches(old) { $0.states = [.finished] })
    #expect(matches(old) { $0.seeds = .these([1, 3]) } && !matches(old) { $0.seeds = .these([1]) })
    #expect(matches(old) { $0.minimumAge = 99 } && !matches(old) { $0.minimumAge = 100 })
    #expect(!matches(old) { ($0.minimumAge, $0.states) = (99, [.damaged]) })
    // What has no seed or date is not meant where one is asked for.
    let unknown = run(.foreign, seed: nil, age: nil)
    #expect(matches(unknown) { _ in } && !matches(unknown) { $0.minimumAge = 0 })
    #expect(!matches(unknown) { $0.seeds = .these([1]) })
  }
}
