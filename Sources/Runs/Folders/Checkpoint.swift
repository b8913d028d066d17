import Engine
import Experiments
import System
import Training

/// The state of an unfinished run at the end of an epoch: all that it takes to go on from there, in one safetensors
/// file.
///
/// An epoch's order depends on (seed, epoch) alone, so no state of a random number generator has to be kept.
struct Checkpoint {
  /// The last finished epoch.
  var epoch: Int
  var optimizerSteps: Int
  var network: [String: Tensor]
  /// The optimizer's slots, by parameter and then by slot.
  var optimizerSlots: [[Tensor]]
  /// The content of metrics.csv so far.
  var metrics: String
  /// The content of batches.csv so far; empty if the run does not write it.
  var batches: String
  var timings: [EpochTiming]
  /// The `RunIdentity.text` of the run: a checkpoint of another run is of no use.
  var identity: String

  private static let networkPrefix = "network."
  private static let slotPrefix = "optimizer."

  func encoded(tensorNames: [String]) -> [UInt8] {
    var tensors = tensorNames.compactMap { name in
      network[name].map { (name: Self.networkPrefix + name, tensor: $0) }
    }
    for (parameter, slots) in optimizerSlots.enumerated() {
      for (slot, tensor) in slots.enumerated() {
        tensors.append((name: "\(Self.slotPrefix)\(parameter).\(slot)", tensor: tensor))
      }
    }
    let times = timings.map { "\($0.epoch),\($0.trainSeconds),\($0.evaluateSeconds)" }
    return Safetensors.encode(
      tensors,
      metadata: [
        "epoch": String(epoch), "optimizer_steps": String(optimizerSteps), "metrics": metrics,
        "batches": batches,
        "timings": times.joined(separator: "\n"), "identity": identity,
      ])
  }

  /// The last finished epoch in a folder's checkpoint; nil if there is no checkpoint of this run.
  static func epoch(in folder: RunFolder, identity: RunIdentity) -> Int? {
    guard let file = try? File.contents(of: folder.checkpointPath),
      let metadata = try? Safetensors.decodeMetadata(file), metadata["identity"] == identity.text
    else { return nil }
    return metadata["epoch"].flatMap(Int.init)
  }

  /// Nil if the file is not a complete checkpoint.
  init?(decoding file: [UInt8], slotCounts: [Int]) {
    guard let contents = try? Safetensors.decodeWithMetadata(file),
      let epoch = contents.metadata["epoch"].flatMap(Int.init), epoch > 0,
      let steps = contents.metadata["optimizer_steps"].flatMap(Int.init), steps >= 0,
      let metrics = contents.metadata["metrics"], let batches = contents.metadata["batches"],
      let times = contents.metadata["timings"], let identity = contents.metadata["identity"]
    else { return nil }
    self.epoch = epoch
    optimizerSteps = steps
    self.metrics = metrics
    self.batches = batches
    self.identity = identity
    network = [:]
    for (name, tensor) in contents.tensors where name.hasPrefix(Self.networkPrefix) {
      network[String(name.dropFirst(Self.networkPrefix.count))] = tensor
    }
    optimizerSlots = []
    for (parameter, count) in slotCounts.enumerated() {
      let slots = (0..<count).compactMap { contents.tensors["\(Self.slotPrefix)\(parameter).\($0)"] }
      guard slots.count == count else { return nil }
      optimizerSlots.append(slots)
    }
    timings = []
    for line in times.split(separator: "\n") {
      let fields = line.split(separator: ",")
      guard fields.count == 3, let epoch = Int(fields[0]), let train = Double(fields[1]),
        let evaluate = Double(fields[2])
      else { return nil }
      timings.append(EpochTiming(epoch: epoch, trainSeconds: train, evaluateSeconds: evaluate))
    }
  }

  init(
    epoch: Int, trainer: Trainer, metrics: String, batches: String, timings: [EpochTiming], identity: String
  ) {
    self.epoch = epoch
    optimizerSteps = trainer.optimizer.steps
    network = Dictionary(uniqueKeysWithValues: trainer.network.namedTensors.map { ($0.name, $0.tensor) })
    optimizerSlots = trainer.optimizer.slots
    self.metrics = metrics
    self.batches = batches
    self.timings = timings
    self.identity = identity
  }
}
