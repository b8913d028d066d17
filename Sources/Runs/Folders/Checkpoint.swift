import Datasets
import Engine
import Experiments
import System
import Training

/// The state of an unfinished run between two batches: all that it takes to go on from there, in one safetensors file.
///
/// The rows that the run has written so far stay in their own files, of which the checkpoint holds the size and the digest:
/// so it does not grow with what has been trained. A pass's order depends on (seed, pass) alone, and a step's dropout on
/// (seed, step), so no state of a random number generator has to be kept. The state of early stopping follows from the rows.
struct Checkpoint {
  /// The number of finished epochs.
  var epochs: Int
  /// How far the next epoch is; nil: it has not begun.
  var position: Trainer.Position?
  var optimizerSteps: Int
  /// The first value that was not finite.
  var divergence: DivergencePoint?
  /// How much of each file belongs to it, by the names of the files.
  var files: [String: GrowingFile.Prefix]
  /// The `RunIdentity.text` of the run: a checkpoint of another run is of no use.
  var identity: String
  /// When the training began.
  var start: Timestamp?
  /// The network's tensors and the optimizer's slots, by their names in the file.
  private let tensors: [String: Tensor]

  init(epochs: Int, trainer: Trainer, files: [String: GrowingFile.Prefix], identity: String) {
    self.epochs = epochs
    position = trainer.position
    optimizerSteps = trainer.optimizer.steps
    divergence = trainer.divergence
    self.files = files
    self.identity = identity
    var tensors: [String: Tensor] = [:]
    for (name, tensor) in trainer.network.namedTensors { tensors[Self.networkPrefix + name] = tensor }
    for (parameter, slots) in trainer.optimizer.slots.enumerated() {
      for (slot, tensor) in slots.enumerated() { tensors[Self.slotName(parameter, slot)] = tensor }
    }
    for (name, tensor) in trainer.bestNetwork?.namedTensors ?? [] { tensors[Self.bestPrefix + name] = tensor }
    self.tensors = tensors
  }

  /// Brings a trainer of the same run to this state.
  /// - Parameter records: the rows of the finished epochs.
  /// - Throws: if the tensors or the position do not fit. The trainer is then unchanged.
  func restore(_ trainer: inout Trainer, records: [EpochRecord] = []) throws {
    let slots = trainer.optimizer.slots.enumerated().map { parameter, slots in
      slots.indices.compactMap { tensors[Self.slotName(parameter, $0)] }
    }
    try trainer.resume(
      after: epochs, network: tensors(Self.networkPrefix), optimizerSteps: optimizerSteps,
      optimizerSlots: slots, at: position, divergence: divergence, records: records,
      best: tensors(Self.bestPrefix))
  }

  /// The tensors whose names begin so, by the rest of the names.
  private func tensors(_ prefix: String) -> [String: Tensor] {
    var found: [String: Tensor] = [:]
    for (name, tensor) in tensors where name.hasPrefix(prefix) {
      found[String(name.dropFirst(prefix.count))] = tensor
    }
    return found
  }

  // MARK: The file

  private static let networkPrefix = "network."
  /// Of the epoch whose weights early stopping would restore.
  private static let bestPrefix = "best."
  private static func slotName(_ parameter: Int, _ slot: Int) -> String { "optimizer.\(parameter).\(slot)" }
  private static let digestKey = "sha256"
  /// Stands for the digest while the file's digest is computed.
  private static let blankDigest = String(repeating: "0", count: 64)

  var encoded: [UInt8] {
    let files = files.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.byteCount) \($0.value.digest)" }
    var metadata = [
      "epochs": String(epochs), "optimizer_steps": String(optimizerSteps),
      "files": files.joined(separator: "\n"), "identity": identity, Self.digestKey: Self.blankDigest,
    ]
    metadata["start"] = start?.text
    metadata["position"] = position?.text
    metadata["diverged"] = divergence?.text
    return Self.sealed(
      Safetensors.encode(
        tensors.sorted { $0.key < $1.key }.map { (name: $0.key, tensor: $0.value) }, metadata: metadata))
  }

  /// The file with its digest put in; the same file if it has no place for one.
  static func sealed(_ file: [UInt8]) -> [UInt8] {
    guard let place = digestPlace(in: file) else { return file }
    var sealed = blank(file, place)
    sealed.replaceSubrange(place, with: Array(SHA256.digest(of: sealed).hex.utf8))
    return sealed
  }

  /// The file without its digest.
  private static func blank(_ file: [UInt8], _ place: Range<Int>) -> [UInt8] {
    var file = file
    file.replaceSubrange(place, with: Array(blankDigest.utf8))
    return file
  }

  /// - Returns: nil if the file is not a whole checkpoint, to the bit.
  init?(decoding file: [UInt8]) {
    guard Self.isWhole(file), let contents = try? Safetensors.decodeWithMetadata(file) else { return nil }
    let metadata = contents.metadata
    guard let epochs = metadata["epochs"].flatMap(Int.init), epochs >= 0,
      let steps = metadata["optimizer_steps"].flatMap(Int.init), steps >= 0,
      let files = metadata["files"], let identity = metadata["identity"]
    else { return nil }
    (self.epochs, optimizerSteps, self.identity) = (epochs, steps, identity)
    start = metadata["start"].flatMap { Timestamp(text: $0) }
    tensors = contents.tensors
    var prefixes: [String: GrowingFile.Prefix] = [:]
    for line in files.split(separator: "\n") {
      let fields = line.split(separator: " ").map(String.init)
      guard fields.count == 3, let byteCount = Int(fields[1]), byteCount >= 0 else { return nil }
      prefixes[fields[0]] = GrowingFile.Prefix(byteCount: byteCount, digest: fields[2])
    }
    self.files = prefixes
    if let text = metadata["diverged"] {
      guard let divergence = DivergencePoint(text: text) else { return nil }
      self.divergence = divergence
    }
    guard let text = metadata["position"] else {
      position = nil
      return
    }
    guard epochs < .max, let position = Trainer.Position(text: text, epoch: epochs + 1) else { return nil }
    self.position = position
  }

  /// Whether the file has the digest that it states.
  private static func isWhole(_ file: [UInt8]) -> Bool {
    guard let place = digestPlace(in: file) else { return false }
    return SHA256.digest(of: blank(file, place)).hex == String(decoding: file[place], as: UTF8.self)
  }

  /// Where the file's header has the digest. (Quotes inside other values are escaped, so they cannot be taken for it.)
  private static func digestPlace(in file: [UInt8]) -> Range<Int>? {
    let key = Array("\"\(digestKey)\":\"".utf8)
    let count = blankDigest.utf8.count
    guard let header = try? Safetensors.headerRange(of: file), let found = file[header].firstRange(of: key),
      found.upperBound + count <= file.count
    else { return nil }
    return found.upperBound..<(found.upperBound + count)
  }
}

extension Trainer.Position {
  /// The batches, the sums over them and the time, with the exact sum of the losses.
  fileprivate var text: String {
    "\(batch) \(String(totals.loss.bitPattern, radix: 16)) \(totals.right) \(totals.samples) \(seconds)"
  }

  fileprivate init?(text: String, epoch: Int) {
    let fields = text.split(separator: " ")
    guard fields.count == 5, let batch = Int(fields[0]), batch >= 0, let loss = UInt64(fields[1], radix: 16),
      let right = Int(fields[2]), let samples = Int(fields[3]), let seconds = Double(fields[4])
    else { return nil }
    self.init(
      epoch: epoch, batch: batch,
      totals: .init(loss: Double(bitPattern: loss), right: right, samples: samples), seconds: seconds)
  }
}
