import Experiments
import Testing

@testable import Reporting

@Suite struct StoppingRemarkTests {
  private func summary(_ ends: [(stopped: Int?, restored: Int?)], monitor: Metric?) throws
    -> ExperimentSummary
  {
    let runs = ends.enumerated().map { index, end in
      var run = run("A", seed: UInt64(index + 1), [.testLoss: (1...40).map { Double($0) / 16 }])
      var spec = spec()
      spec.training.epochs = 40
      spec.training.earlyStopping = EarlyStoppingSpec(monitor: monitor)
      run.spec = spec
      (run.stoppedAfterEpoch, run.restoredEpoch) = end
      return run
    }
    return try #require(ExperimentSummary.summaries(of: runs).first)
  }

  /// The loss of epoch n is n / 16: 6 / 16 = 0.375, and (39 + 12) / 2 / 16 = 1.59375.
  @Test func saysWhenAndWithWhatTheTrainingEnded() throws {
    #expect(
      try summary([(11, 6)], monitor: .validationLoss).stoppingRemark(as: "x")
        == "Early stopping on validation_loss ended x after epoch 11 of 40. The weights are those of epoch 6: test_loss 0.3750; final figures are those of the last epoch."
    )
    #expect(
      try summary([(11, nil), (nil, nil), (8, nil)], monitor: .trainLoss).stoppingRemark(as: "x")
        == "Early stopping on train_loss ended 2 of 3 runs of x after epochs 8–11 of 40.")
    #expect(
      try summary([(nil, 39), (nil, 12)], monitor: .trainLoss).stoppingRemark(as: "x")
        == "Early stopping on train_loss did not end any run of x. The weights are those of epochs 12–39, with the means test_loss 1.594; final figures are those of the last epoch."
    )
    #expect(
      try summary([(nil, nil)], monitor: .trainLoss).stoppingRemark(as: "x")
        == "Early stopping on train_loss did not end x.")
  }

  /// The test set must not decide anything, or its figures are no longer those of new data.
  @Test func cautionsAboutTheTestSet() throws {
    let remark = try summary([(11, nil)], monitor: nil).stoppingRemark(as: "x")
    #expect(
      remark
        == "Early stopping on test_loss ended x after epoch 11 of 40. The test set decided when to stop, so test figures look better than on new data; training.validation_split gives a validation set to decide."
    )
    #expect(experiment("A", .testLoss, [0.5]).first?.stoppingRemark(as: "x") == nil)
  }

  @Test func saysOnWhatTheBestEpochIsChosen() {
    let test = "best is chosen on the test set"
    let validation = "best is chosen on the validation set"
    let plain = [run("A", [.testLoss: [0.5, 0.25]])]
    let validated = [run("B", [.testLoss: [0.5, 0.25], .validationLoss: [0.25, 0.5]])]
    func remark(_ runs: [RunSummary], _ metrics: [Metric] = [.testLoss]) -> String? {
      ExperimentSummary.summaries(of: runs).bestRemark(metrics)
    }
    #expect(remark(plain)?.hasPrefix(test) == true && remark(plain, [.trainLoss]) == nil)
    #expect(remark(validated)?.hasPrefix(validation) == true)
    #expect(remark(validated)?.contains("test figure") == false)
    let mixed = remark(plain + validated)
    #expect(mixed?.hasPrefix(validation) == true && mixed?.contains("Without a validation set") == true)
    // The best test loss is that of the first epoch, where the validation loss is best.
    #expect(validated[0].figure(.testLoss, at: .best) == EpochFigure(epoch: 1, value: 0.5))
    #expect(plain[0].figure(.testLoss, at: .best) == EpochFigure(epoch: 2, value: 0.25))
  }

  /// The validation set's figures are compared by default only where all experiments have them.
  @Test func comparesFiguresThatAllHave() {
    let validated = ["B", "C"].map { run($0, [.testLoss: [0.5], .validationLoss: [0.25]]) }
    let plain = run("A", [.testLoss: [0.5]])
    #expect(Comparison(ExperimentSummary.summaries(of: validated)).metrics == [.validationLoss, .testLoss])
    #expect(Comparison(ExperimentSummary.summaries(of: validated + [plain])).metrics == [.testLoss])
  }
}
