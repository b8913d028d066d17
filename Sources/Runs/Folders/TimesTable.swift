import Experiments

/// The times of an unfinished run, which run.json will hold: a file of the folder until then.
enum TimesTable {
  static let header = "epoch,train_seconds,evaluate_seconds\n"

  static func row(_ timing: EpochTiming) -> String {
    "\(timing.epoch),\(timing.trainSeconds),\(timing.evaluateSeconds)\n"
  }

  /// - Returns: nil if the text is not such a table.
  static func parse(_ text: String) -> [EpochTiming]? {
    guard text.hasPrefix(header) else { return nil }
    var timings: [EpochTiming] = []
    for line in text.dropFirst(header.count).split(separator: "\n") {
      let fields = line.split(separator: ",")
      guard fields.count == 3, let epoch = Int(fields[0]), let train = Double(fields[1]),
        let evaluate = Double(fields[2]), epoch == timings.count + 1, train.isFinite, evaluate.isFinite
      else { return nil }
      timings.append(EpochTiming(epoch: epoch, trainSeconds: train, evaluateSeconds: evaluate))
    }
    return timings
  }
}
