import Testing

@testable import Experiments

/// Which claims a quick study judges. There are 500 training samples in batches of 10, 50 steps an epoch.
@Suite struct QuickStudyTests {
  private static func files(momentum: Double = 0.9, training: String = "") -> [String: String] {
    let training = #"{ "epochs": 20, "batch_size": 10\#(training) }"#
    return [
      "/work/experiments/x.jsonc": spec(["training": training]),
      "/work/experiments/bn.jsonc": spec([
        "model":
          #"[{ "dense": { "units": 4 } }, { "batch_norm": { "momentum": \#(momentum) } }, { "dense": { "units": 1 } }, "sigmoid"]"#,
        "training": training,
      ]),
    ]
  }

  /// Why the claim is not judged; nil if it is.
  private func obstacle(
    _ figure: String, is relation: String, quick: String = #""set": ["training.epochs=6"]"#,
    files: [String: String] = files()
  ) throws -> UnjudgedReason? {
    let text = study([
      "claims": "[\(claim(figure, is: relation))]", "quick": "{ \(quick) }", "seeds": "5",
      "experiments": #"["x", "bn"]"#,
    ])
    #expect(try resolveStudy(text, files: files).unjudgedClaims { _ in 500 }.isEmpty)
    return try resolveStudy(text, isQuick: true, files: files).unjudgedClaims { _ in 500 }["a"]
  }

  private static let bn = #""experiment": "bn", "metric": "test_accuracy""#
  private static let ahead = #""greater": { "than": { "experiment": "x" } }"#

  @Test(arguments: [
    "", #", "at": "best""#, #", "last_epochs": 2"#, #", "last_epochs": 9"#, #", "worst_step": true"#,
    #", "epochs_until": 0.8"#, #", "at": 7"#,
  ])
  func figuresOfTheWholeTrainingAreNotJudged(reading: String) throws {
    #expect(try obstacle(Self.bn + reading, is: Self.ahead) == .wholeTraining(experiment: "bn"))
  }

  @Test(arguments: [#""near": { "value": 0.9, "within": 0.1 }"#, #""between": { "low": 0.9 }"#])
  func numbersAreNotJudged(relation: String) throws {
    #expect(try obstacle(Self.bn + #", "at": 3"#, is: relation) == .numbers(experiment: "bn"))
  }

  /// A text is judged like the keys that say the same. A factor makes more of it than which experiment is ahead.
  @Test func textsAreJudgedLikeKeys() throws {
    func obstacle(_ text: String, _ setting: String) throws -> UnjudgedReason? {
      try resolveStudy(
        study([
          "claims": #"[{ "name": "a", "says": "s", "assert": "\#(text)" }]"#, "experiments": #"["x", "bn"]"#,
          "quick": #"{ "set": ["\#(setting)"] }"#, "seeds": "5",
        ]), isQuick: true, files: Self.files()
      ).unjudgedClaims { _ in 500 }["a"]
    }
    let (bn, x) = ("bn.at(test_accuracy, 3)", "x.at(test_accuracy, 3)")
    let (shorter, fewer) = ("training.epochs=6", "dataset.circles.train_samples=400")
    #expect(try obstacle("bn.test_accuracy > x.test_accuracy", shorter) == .wholeTraining(experiment: "bn"))
    #expect(try obstacle("\(bn) > 0.5", shorter) == .numbers(experiment: "bn"))
    #expect(try obstacle("0.5 < \(bn)", shorter) == .numbers(experiment: "bn"))
    #expect(try obstacle("\(bn) > \(x) + 0.1", shorter) == nil)
    #expect(try obstacle("\(bn) - \(x) > 0.1", shorter) == nil)
    #expect(try obstacle("\(bn) + \(x) > 0.1", shorter) == .numbers(experiment: "bn"))
    #expect(try obstacle("\(bn) >= \(x)", fewer) == .otherRuns(experiment: "bn"))
    #expect(try obstacle("\(bn) >= \(x) + 0.1", fewer) == .otherRuns(experiment: "bn"))
    #expect(try obstacle("\(bn) >= 2 * \(x)", fewer) == .numbers(experiment: "bn"))
    #expect(try obstacle("\(bn) == \(x) +- 0.1", fewer) == .otherRuns(experiment: "bn"))
  }

  /// If only the number of epochs is smaller, the remaining epochs have the figures of the whole runs.
  @Test(arguments: [
    ahead, #""greater": { "than": { "experiment": "x" }, "by": 0.01, "at_most": 0.02 }"#,
    #""equal": { "to": { "metric": "train_accuracy" }, "within": 0.01 }"#,
    #""less": { "than": { "at": 6 } }"#,
  ])
  func comparisonsOfStatedEpochsAreJudged(relation: String) throws {
    #expect(try obstacle(Self.bn + #", "at": 3"#, is: relation) == nil)
  }

  /// With other data even the other experiment can be ahead: fewer samples are fewer steps in as many epochs.
  @Test func otherRunsTellNothing() throws {
    let data = #""set": ["dataset.circles.train_samples=400"]"#
    let figure = Self.bn + #", "at": 3"#
    for relation in [
      Self.ahead,
      #""greater": { "than": { "experiment": "x" }, "by": 0.01 }"#,
      #""less": { "than": { "experiment": "x" }, "at_most": 0.01 }"#,
      #""equal": { "to": { "experiment": "x" }, "within": 0.5 }"#, #""less": { "than": { "at": 6 } }"#,
      #""less": { "than": { "experiment": "x", "metric": "train_accuracy" } }"#,
    ] {
      #expect(try obstacle(figure, is: relation, quick: data) == .otherRuns(experiment: "bn"), "\(relation)")
    }
    // One experiment has fewer samples than the other.
    #expect(
      try obstacle(figure, is: Self.ahead, quick: data + #", "experiments": ["x"]"#)
        == .otherRuns(experiment: "x"))
  }

  /// 0.99 to the power of 250 is 0.081, of 300 it is 0.049; 0.9 to the power of 50 is 0.005.
  @Test func movingStatisticsMustHaveSettled() throws {
    let slow = Self.files(momentum: 0.99)
    func unsettledSteps(_ epoch: Int, _ files: [String: String]) throws -> Int? {
      let found = try obstacle(Self.bn + #", "at": \#(epoch)"#, is: Self.ahead, files: files)
      guard case .unsettled("bn", let settling)? = found else { return nil }
      return settling.steps
    }
    #expect(try unsettledSteps(5, slow) == 250)
    #expect(try unsettledSteps(6, slow) == nil)
    #expect(try unsettledSteps(1, Self.files()) == nil)
    // Training batches have their own statistics.
    let ofBatches = #""experiment": "bn", "metric": "train_loss", "at": 1"#
    #expect(try obstacle(ofBatches, is: Self.ahead, files: slow) == nil)
    // Frozen after two epochs, the statistics stay as they are after 100 steps.
    let frozen = Self.files(momentum: 0.99, training: #", "freeze_batch_norm_after_epoch": 2"#)
    #expect(try unsettledSteps(6, frozen) == 100)
    // Statistics that never change, or that are computed anew, have nothing to settle.
    for training in [#", "freeze_batch_norm_after_epoch": 0"#, #", "precise_batch_norm": 3"#] {
      #expect(try unsettledSteps(1, Self.files(momentum: 0.99, training: training)) == nil)
    }
  }

  /// Batches of 32: 100 samples are four steps, after which 1/2⁴ of the initial values is left.
  @Test func sharesOfTheInitialStatisticsAreExact() throws {
    let experiment = try resolve(
      spec([
        "model":
          #"[{ "dense": { "units": 1 } }, { "batch_norm": { "momentum": 0.5 } }, { "batch_norm": { "momentum": "cumulative" } }, "sigmoid"]"#
      ]))
    let settling = experiment.spec.settling(afterEpochs: 1, trainCount: 100)
    #expect(settling.steps == 4 && settling.initialShare == 0.0625 && !settling.isSettled)
    #expect(experiment.spec.settling(afterEpochs: 2, trainCount: 100).isSettled)
  }

  /// Debiased averages have no share of their start, and an evaluation by its own batch uses none.
  @Test(arguments: [#""debias_moving_statistics": true"#, #""inference_statistics": "batch""#])
  func otherStatisticsNeedNotSettle(option: String) throws {
    let experiment = try resolve(
      spec([
        "model": #"[{ "dense": { "units": 1 } }, { "batch_norm": { \#(option) } }, "sigmoid"]"#
      ]))
    #expect(experiment.spec.settling(afterEpochs: 1, trainCount: 100).isSettled)
  }

  /// Fewer seeds, or no evaluation of the training set, shorten no run; layers before the training stay the same.
  @Test func whatIsNotShortenedIsJudgedAsEver() throws {
    let near = #""near": { "value": 0.9, "within": 0.1 }"#
    for quick in [
      #""seeds": 2"#, #""set": ["training.evaluate_train=false"]"#, #""set": ["training.epochs=20"]"#,
      #""set": ["training.epochs=6"], "experiments": ["x"]"#,
    ] {
      #expect(try obstacle(Self.bn, is: near, quick: quick) == nil, "\(quick)")
    }
    let layer = #""experiment": "bn", "layer": 0, "statistic": "sd", "samples": 8"#
    #expect(try obstacle(layer + #", "at": 0"#, is: near) == nil)
    #expect(try obstacle(layer, is: near) == .wholeTraining(experiment: "bn"))
  }

  /// The quick runs of A to D end after the first epoch, so only claims about that epoch are judged. The claims about
  /// small experiments are all judged.
  @Test func theQuickPerceptronsAreJudgedByTheirFirstEpoch() throws {
    let study = try Checkout.studies.resolve("mnist-mlp", isQuick: true)
    let unjudged = study.unjudgedClaims { _ in 60_000 }
    let judged = study.spec.claims.filter { unjudged[$0.name] == nil }
    let large = judged.filter {
      !Set($0.runFigures.map(\.experiment)).isDisjoint(with: ["A", "B", "C", "D"])
    }
    #expect(
      large.map(\.name) == ["A-learns-faster-than-C", "B-learns-faster-than-A", "D-learns-faster-than-C"])
    #expect(judged.count == 10)
    // In 6,000 images there are 47 batches of 128.
    #expect(
      study.unjudgedClaims { _ in 6000 }["B-learns-faster-than-A"].map { "\($0)" }?.contains("steps: 47")
        == true)
  }

  @Test func quickShortensKnownExperiments() throws {
    let text = study(["quick": #"{ "set": ["training.epochs=1"], "experiments": ["y"] }"#])
    let found = messages { try resolveStudy(text, isQuick: true) }
    #expect(
      found.count == 1
        && found[0].hasSuffix(#"quick.experiments[0]: there is no experiment "y" (there are: x)"#), "\(found)"
    )
  }
}
