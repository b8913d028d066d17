import Experiments
import Testing

@testable import Reporting

@Suite struct InspectionReportTests {
  private func state(epoch: Int) -> InspectionRecord.State {
    var state = InspectionRecord.State(
      experiment: "D", seed: 3, epoch: epoch, loss: 0.25, statisticsSamples: 32)
    (state.label, state.prediction) = (7, 2)
    state.layers = [
      .init(index: nil, name: "input", shape: "(4)", values: ValueStatistics(of: [0, 0, 2, 6])),
      .init(
        index: 1, name: "relu", shape: "(1)", values: ValueStatistics(of: [0]), saturated: 1,
        gradientNorm: 0.5),
    ]
    state.parameters = [
      .init(index: 0, layer: "dense", name: "weight", shape: "(1, 4)", norm: 2, gradientNorm: 0.125)
    ]
    state.normalizations = [
      .init(
        index: 2, batchMean: [1], batchVariance: [3], movingMean: [5], movingVariance: [15], epsilon: 1)
    ]
    return state
  }

  @Test func peopleFollowALayerFromEpochToEpoch() {
    let record = InspectionRecord(subject: .sample(0), states: [state(epoch: 0), state(epoch: 2)])
    let lines = record.report.text(.table).split(separator: "\n").map(String.init)
    #expect(lines[0] == "D, seed 3")
    #expect(lines[1].contains("Test sample 0, of class 7, in inference mode. With the initial weights:"))
    let table = lines.filter { $0.contains("input") || $0.contains("relu") }
    #expect(
      table.map { $0.split(separator: " ").prefix(4).joined(separator: " ") } == [
        "input (4) 0 2.000", "input (4) 2 2.000", "1 relu (1) 0", "1 relu (1) 2",
      ])
    #expect(lines.contains { $0.contains("first 32 training samples") })
  }

  /// A single state needs no column for its epoch.
  @Test func aSingleEpochHasNoColumn() {
    let record = InspectionRecord(subject: .batch(2), states: [state(epoch: 5)])
    #expect(!record.layerTable(of: record.states).columns.contains { $0.key == "epoch" })
    #expect(
      record.report.text(.markdown).contains("The first 2 training samples in training mode. After epoch 5"))
  }

  @Test func severalTestSamples() {
    let record = InspectionRecord(subject: .samples(8), states: [state(epoch: 5)])
    #expect(
      record.report.text(.markdown).contains("The first 8 test samples in inference mode. After epoch 5"))
    #expect(record.report.text(.json).contains("\"subject\": { \"test_samples\": 8 }"))
  }

  @Test func machinesGetARowForEachThing() {
    let record = InspectionRecord(subject: .sample(0), states: [state(epoch: 2)])
    let lines = record.report.text(.csv).split(separator: "\n").map(String.init)
    #expect(lines.count == 6)
    #expect(
      lines[0].hasPrefix(
        "kind,experiment,seed,epoch,index,layer,parameter,shape,loss,label,prediction,mean"))
    #expect(lines[1].hasPrefix("state,D,3,2,,,,,0.25,7,2,"))
    #expect(lines[3].hasPrefix("layer,D,3,2,1,relu,,(1),,,,0,0,1,1,0,0,0,0,0,,0.5"))
    #expect(lines[4].hasPrefix("parameter,D,3,2,0,dense,weight,\"(1, 4)\","))
    // Deviations √(15 + 1)/√(3 + 1) = 2; the means are 4/2 deviations apart.
    #expect(lines[5].hasSuffix(",1,1,5,4,2,3,15,12,2"))
  }

  @Test func jsonIsVersioned() {
    let text = InspectionRecord(subject: .batch(8), states: [state(epoch: 2)]).report.text(.json)
    for part in [
      "\"format\": 2", "\"kind\": \"inspection\"", "\"training_batch\": 8", "\"statistics_samples\": 32",
    ] {
      #expect(text.contains(part), "\(text)")
    }
  }
}
