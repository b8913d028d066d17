import Experiments

extension InspectionRecord {
  /// What `bnlab inspect` prints.
  public var report: Report { Report(document: document, records: recordTable, json: json) }

  private var document: Document {
    var blocks: [Document.Block] = []
    for states in statesByExperiment {
      guard let first = states.first else { continue }
      blocks += [
        .heading("\(first.experiment), seed \(first.seed)"), .paragraph(introduction(of: states)),
        .table(layerTable(of: states)),
      ]
      if states.contains(where: { !$0.parameters.isEmpty }) {
        blocks += [.table(parameterTable(of: states))]
      }
      if states.contains(where: { !$0.normalizations.isEmpty }) {
        blocks += [
          .paragraph(
            "Moving statistics against those of the first \(first.statisticsSamples) training samples:"),
          .table(normalizationTable(of: states)),
        ]
      }
    }
    return Document(blocks)
  }

  /// The states grouped by experiment and seed, in the order in which these first appear.
  private var statesByExperiment: [[State]] {
    var groups: [[State]] = []
    for state in states {
      let group = groups.firstIndex { $0[0].experiment == state.experiment && $0[0].seed == state.seed }
      if let group { groups[group].append(state) } else { groups.append([state]) }
    }
    return groups
  }

  /// What went through the network, and the results.
  private func introduction(of states: [State]) -> String {
    let subject =
      switch subject {
      case .sample(let sample):
        "Test sample \(sample)\(states.first?.labelText.map { ", of class \($0)," } ?? "") in inference mode."
      case .samples(let count):
        "The first \(count) test sample\(count == 1 ? "" : "s") in inference mode."
      case .batch(let count):
        "The first \(count) training sample\(count == 1 ? "" : "s") in training mode."
      }
    let results = states.map { state in
      let prediction = state.predictionText.map { "prediction \($0), " } ?? ""
      return "\(Self.epochText(state.epoch)): \(prediction)loss \(Cell.figure(state.loss).shown)"
    }
    return subject + " " + results.joined(separator: "; ").capitalizedFirst + "."
  }

  private static func epochText(_ epoch: Int) -> String {
    epoch == 0 ? "with the initial weights" : "after epoch \(epoch)"
  }
}

extension InspectionRecord.State {
  /// The number of the sample's class, with its name if it has one.
  fileprivate var labelText: String? { Self.text(label, labelName) }
  fileprivate var predictionText: String? { Self.text(prediction, predictionName) }

  private static func text(_ number: Int?, _ name: String?) -> String? {
    number.map { number in name.map { "\(number), \($0.singleLine)" } ?? "\(number)" }
  }
}
