import Datasets
import Testing

@testable import Experiments
@testable import Reporting

private let short = run(
  "A",
  [
    .testAccuracy: [0.5, 0.9, 0.9, 0.8], .testLoss: [0.4, 0.2, .nan, 0.2],
    .trainLoss: [.nan, .infinity, .nan, .nan],
  ])

@Test func finalIsTheLastEpoch() {
  #expect(short.figure(.testAccuracy, at: .final) == EpochFigure(epoch: 4, value: 0.8))
  #expect(short.figure(.trainLoss, at: .final)?.value.isNaN == true)
  #expect(short.figure(.trainEvalLoss, at: .final) == nil)
}

@Test func bestIsTheFirstOfEqualsInTheMetricsDirection() {
  #expect(short.figure(.testAccuracy, at: .best) == EpochFigure(epoch: 2, value: 0.9))
  #expect(short.figure(.testLoss, at: .best) == EpochFigure(epoch: 2, value: 0.2))
  #expect(short.figure(.trainLoss, at: .best) == nil)
}

@Test func epochsAreChosenByNumber() {
  #expect(short.figure(.testAccuracy, at: .epoch(1)) == EpochFigure(epoch: 1, value: 0.5))
  #expect(short.figure(.testAccuracy, at: .epoch(9)) == nil)
}

@Test func aRunWithoutEpochsHasNoFigures() {
  let empty = run("A", [:])
  #expect(empty.figure(.testLoss, at: .final) == nil)
  #expect(empty.figure(.testLoss, at: .best) == nil)
}

@Test func runRecordsAreTakenOver() {
  let spec = ExperimentSpec(
    name: "A", title: "MLP", source: nil, published: [.testAccuracy: 0.9789], notes: [],
    dataset: .circles(Circles()), model: [], loss: .binaryCrossentropy(fromLogits: false),
    optimizer: .sgd(learningRate: 0.01, momentum: 0, nesterov: false), training: TrainingSpec(epochs: 2),
    initialWeights: nil)
  let epochs = [
    EpochRecord(epoch: 1, values: [.testAccuracy: 0.9]), EpochRecord(epoch: 2, values: [.testAccuracy: .nan]),
  ]
  var record = RunRecord(
    name: "A", seed: 7, spec: spec, final: epochs[1], best: [:],
    epochs: [
      EpochTiming(epoch: 1, trainSeconds: 1.5, evaluateSeconds: 0.25),
      EpochTiming(epoch: 2, trainSeconds: 2, evaluateSeconds: 0.5),
    ],
    divergedAtEpoch: 2, threads: 1, simd: "avx2", fusedMultiplyAdd: true, machine: "", version: "",
    dataChecksums: [:], parameterCount: 0)
  let summary = RunSummary(record, epochs: epochs, folder: "runs/A/seed-7")
  #expect(summary.experiment == "A" && summary.title == "MLP" && summary.seed == 7)
  #expect(summary.trainSeconds == 3.5 && summary.evaluateSeconds == 0.75)
  #expect(summary.published == [.testAccuracy: 0.9789])
  #expect(summary.diverged && summary.divergedAtEpoch == 2)
  #expect(summary.folder == "runs/A/seed-7")
  #expect(summary.figure(.testAccuracy, at: .best)?.value == 0.9)

  // Without a figure that is not finite, a run has diverged only if its training stopped.
  record.divergedAtEpoch = nil
  record.divergence = DivergencePoint(epoch: 2, step: 40, value: .tensor("2.running_var"))
  let text = "2.running_var is not finite after step 40 (epoch 2)"
  let sound = ExperimentSummary.summaries(of: [RunSummary(record, epochs: epochs)])
  #expect(sound[0].soundRuns.count == 1)
  #expect(sound[0].divergedRemark == "Warning: figures of A are finite, but \(text) in seed 7.")
  record.spec.training.onDivergence = .stop
  let stopped = ExperimentSummary.summaries(of: [RunSummary(record, epochs: epochs)])
  #expect(stopped[0].soundRuns.isEmpty && stopped[0].runs[0].divergedAtEpoch == 2)
  #expect(stopped[0].divergedRemark == "Warning: A diverged in epoch 2: \(text).")
}
