import Experiments
import Foundation
import Testing

@testable import Runs

@Suite struct StudyPlanTests {
  private let folder = RunsFolder()

  private func plan(
    _ names: [String] = [], isQuick: Bool = false, seeds: SeedSelection = .ofSpec,
    texts: [String: String] = Fixture.studyFiles, warn: (String) -> Void = { _ in }
  ) throws(Failures) -> StudyPlan {
    try StudyPlan(
      names, isQuick: isQuick, seeds: seeds, library: Fixture.studies(texts),
      settings: RunSettings(runsDirectory: folder.path, data: Fixture.data), warn: warn)
  }

  /// A second study of a, with a seed more.
  private static let two = Fixture.studyFiles.merging([
    "/work/experiments/studies/more.json": """
    {
      "seeds": [2, 3],
      "claims": [
        { "name": "three", "says": "It is so.", "figure": { "experiment": "a", "metric": "test_loss" },
          "is": { "between": { "low": 0, "high": 9 } } }
      ]
    }
    """
  ]) { $1 }

  @Test func everyExperimentRunsWithItsSeeds() throws {
    #expect(
      try plan(["both"]).runs.map(\.title) == [
        "a, seed 1", "a, seed 2", "b+training.epochs=3, seed 2", "b+training.epochs=3, seed 5",
      ])
    #expect(
      try plan(["both"], seeds: .these([7])).runs.map(\.title) == [
        "a, seed 7", "b+training.epochs=3, seed 7",
      ])
  }

  /// Without names the studies about articles are meant. Those without a source run only by their names.
  @Test func studiesAboutArticlesRunWithoutTheirNames() throws {
    #expect(try plan(texts: Self.two).studies.isEmpty)
    var texts = Self.two
    let path = "/work/experiments/studies/both.json"
    let both = try #require(texts[path])
    texts[path] = both.replacingOccurrences(
      of: #""seeds": [1, 2],"#, with: #""seeds": [1, 2], "source": { "tutorial": "T" },"#)
    #expect(try plan(texts: texts).studies.map(\.spec.name) == ["both"])
  }

  /// Without names, local studies without a source are only told of, and broken ones do not stop the others.
  @Test func localStudiesWithoutASourceDoNotStopTheOthers() throws {
    let path = "/work/experiments/studies/both.json"
    var texts = Self.two
    let both = try #require(texts[path])
    texts[path] = both.replacingOccurrences(
      of: #""seeds": [1, 2],"#, with: #""seeds": [1, 2], "source": { "tutorial": "T" },"#)
    #expect(
      try plan(texts: texts).omissions == [
        "experiments/studies/more.json has no source: run it by name (bnlab reproduce more)"
      ])
    #expect(try plan(["both"], texts: texts).omissions.isEmpty)

    for (text, problem) in [
      ("{", "cannot be read and is not judged"),
      (#"{ "source": { "tutorial": "T" }, oops"#, "cannot be read and is not judged"),
      (#"{ "seeds": 0 }"#, "has no source and cannot be used"),
      (#"{ "seeds": 0, "source": null }"#, "has no source and cannot be used"),
    ] {
      texts["/work/experiments/studies/more.json"] = text
      var warnings: [String] = []
      #expect(try plan(texts: texts) { warnings.append($0) }.studies.map(\.spec.name) == ["both"])
      #expect(warnings.count == 1)
      #expect(
        warnings.first?.hasPrefix(
          "the study more \(problem): experiments/studies/more.json:1:") == true)
      // Asked for by name, it stops.
      #expect(throws: Failures.self) { try plan(["both", "more"], texts: texts) }
    }
    // A file that states a source was meant to be judged.
    texts["/work/experiments/studies/more.json"] = #"{ "seeds": 0, "source": { "tutorial": "T" } }"#
    #expect(throws: Failures.self) { try plan(texts: texts) }
  }

  /// A broken file in place of a built-in study about an article was meant to be judged.
  @Test func aBrokenReplacementOfAnArticlesStudyStops() {
    func stops(_ builtIn: String) -> Bool {
      let studies = StudyLibrary(
        builtIns: [BuiltInSpec(fileName: "s.jsonc", bytes: Array(builtIn.utf8))],
        experiments: Fixture.library(["/work/experiments/studies/s.json": "{"]))
      do throws(Failures) {
        _ = try StudyPlan(
          [], isQuick: false, seeds: .ofSpec, library: studies,
          settings: RunSettings(runsDirectory: folder.path, data: Fixture.data)
        ) { _ in }
        return false
      } catch {
        return true
      }
    }
    #expect(stops(#"{ "source": { "tutorial": "T" } }"#))
    #expect(!stops("{}"))
  }

  /// Runs that two studies ask for are made once.
  @Test func studiesShareTheirRuns() throws {
    let plan = try plan(["both", "more"], texts: Self.two)
    #expect(plan.studies.map(\.spec.name) == ["both", "more"])
    #expect(plan.runs.map(\.title).filter { $0.hasPrefix("a,") } == ["a, seed 1", "a, seed 2", "a, seed 3"])
    #expect(plan.runs.count == 5)
    #expect(try self.plan(["both", "both"]).studies.count == 1)
  }

  /// The fixture's circles have 100 test samples.
  @Test func claimsAboutLayersNeedTheirSamples() throws {
    func texts(_ samples: Int) -> [String: String] {
      Fixture.studyFiles.merging([
        "/work/experiments/studies/layers.json": """
        { "claims": [
          { "name": "one", "says": "s", "is": { "between": { "low": 0 } }, "figure":
            { "experiment": "a", "layer": 0, "statistic": "mean", "samples": \(samples), "minus": { "at": 0 } } }
        ] }
        """
      ]) { $1 }
    }
    let plan = try plan(["layers"], texts: texts(100))
    #expect(plan.layerFigures.mapValues(\.count) == ["a": 2])
    let failures = #expect(throws: Failures.self) { try self.plan(["layers"], texts: texts(101)) }
    #expect(failures?.all.map(\.kind) == [.badContent])
    #expect(
      failures?.all.first?.message.contains("figure.samples: there are no 101 samples: the test set of a has")
        == true)
  }

  @Test func quickStudiesAreShortened() throws {
    let quick = try plan(["both"], isQuick: true)
    #expect(
      quick.runs.map(\.title) == ["a+training.epochs=1, seed 2", "b+training.epochs=1, seed 2"])
    #expect(quick.isShortened)
    #expect(
      quick.quickRemark
        == "Quick: both with 1 of 2 seeds, training.epochs=1. Verdicts of shortened runs are a first look, not a result. Claims about numbers, the end of the training or unsettled statistics are not judged on them."
    )
    #expect(quick.unjudged.map(\.keys.count) == [2])
    #expect(try plan(["both"]).unjudged.allSatisfy(\.isEmpty))
  }

  @Test func allWrongStudiesAreTold() {
    let error = #expect(throws: Failures.self) { try plan(["boht", "mroe"]) }
    #expect(error?.all.map(\.kind) == [.missingInput, .missingInput])
  }

  /// Two studies mean different experiments by one name: they would write into one folder.
  @Test func studiesMustAgreeOnTheirExperiments() throws {
    var texts = Self.two
    texts["/work/elsewhere/a.json"] = Fixture.circles(epochs: 9)
    texts["/work/experiments/studies/more.json"] = """
      {
        "seeds": [2], "experiments": [{ "name": "x", "experiment": "../../elsewhere/a.json" }],
        "claims": [
          { "name": "three", "says": "It is so.", "figure": { "experiment": "x", "metric": "test_loss" },
            "is": { "between": { "low": 0, "high": 9 } } }
        ]
      }
      """
    let error = #expect(throws: Failures.self) { try plan(["both", "more"], texts: texts) }
    #expect(
      error?.all == [
        Failure("two experiments are called a: experiments/a.json and elsewhere/a.json", .badContent)
      ])
  }

  /// Networks are checked before anything is trained.
  @Test func everyNetworkIsPlanned() throws {
    var texts = Fixture.studyFiles
    texts["/work/experiments/a.json"] = Fixture.circles().replacing(#""relu""#, with: #""average_pool2d""#)
    let error = #expect(throws: Failures.self) { try plan(["both"], texts: texts) }
    #expect(error?.all.map(\.kind) == [.badContent])
  }

  /// The files of a finished run are checked for the estimate and not once more for the run: what happens to them in
  /// between is not noticed.
  @Test func finishedRunsAreReadOnce() throws {
    let plan = try plan(["both"])
    func execute(_ work: StudyPlan.Work) throws -> [RunSession.Outcome] {
      try RunQueue(sessions: plan.runs.map(\.session), jobs: 1, finished: work.finished)
        .execute(isCancelled: { false }) { _, _ in }.map { try $0.get() }
    }
    #expect(plan.work().finished.isEmpty)
    let trained = try execute(plan.work())
    let work = plan.work()
    #expect(work.weights.isEmpty && work.finished.keys.sorted() == [0, 1, 2, 3])
    try FileManager.default.removeItem(atPath: trained[0].folder + "/weights.safetensors")
    #expect(try execute(work).map(\.decision) == Array(repeating: .upToDate, count: 4))
    #expect(try execute(.init())[0].decision.trains)
  }

  @Test func theEstimateCountsWhatIsToTrain() throws {
    let plan = try plan(["both"])
    #expect(plan.work().weights.keys.sorted() == [0, 1, 2, 3])
    #expect(
      plan.estimate(.init(weights: [0: 100, 1: 100, 2: 100]), jobs: 2)
        == "1 study, 4 runs: 1 are finished, 3 to train, about 2 min 30 s with 2 at a time")
    // No job makes the longest run shorter.
    #expect(
      plan.estimate(.init(weights: [0: 100, 1: 2]), jobs: 8)
        == "1 study, 4 runs: 2 are finished, 2 to train, about 1 min 40 s with 8 at a time")
    #expect(plan.estimate(.init(weights: [:]), jobs: 8) == "1 study, 4 runs: 4 are finished, 0 to train")
    #expect(
      plan.estimate(.init(weights: [0: 100], servedCount: 1), jobs: 1)
        == "1 study, 4 runs: 2 are finished, 1 to train, which serve 1 others, about 1 min 40 s")
    #expect(!plan.estimate(.init(weights: [0: 100]), jobs: 1).contains("at a time"))
  }
}
