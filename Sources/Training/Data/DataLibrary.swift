import Datasets
import Engine
import Experiments
import Synchronization
import System

/// The data sets of specs: loads each once for all runs that share it, and fetches MNIST where it is missing.
public final class DataLibrary: Sendable {
  private struct Shelf {
    let dataset: DatasetSpec
    let layout: SampleLayout?
    let labels: LabelKind
    weak var data: TrainingData?
  }

  /// What is in use stands on a shelf; the last data set stays even when nobody uses it, for the next run.
  private struct State {
    var shelves: [Shelf] = []
    var last: TrainingData?
    /// Of MNIST: what the first attempt met with; another seed's run would meet with the same.
    var fetchError: DatasetError?
  }

  private struct Checksums {
    let dataset: DatasetSpec
    let initialWeights: String?
    let sums: [String: String]
  }

  public let places: DataPlaces
  private let environment: [String: String]
  private let isCancelled: @Sendable () -> Bool
  private let onFetch: @Sendable (FetchEvent) -> Void
  private let state = Mutex(State())
  private let known = Mutex<[Checksums]>([])

  /// - Parameters:
  ///   - environment: the process's variables, for a fetch's client.
  ///   - onFetch: told what a fetch does, which begins by itself when MNIST is needed and missing.
  public init(
    places: DataPlaces, environment: [String: String],
    isCancelled: @escaping @Sendable () -> Bool = { false },
    onFetch: @escaping @Sendable (FetchEvent) -> Void = { _ in }
  ) {
    self.places = places
    self.environment = environment
    self.isCancelled = isCancelled
    self.onFetch = onFetch
  }

  /// The shape of the samples and how many there are, without reading them.
  public func outline(of spec: ExperimentSpec) throws(DatasetError) -> DatasetOutline {
    try DataSource(spec, places: places).outline(labels: spec.loss.labelKind)
  }

  /// The spec's network with everything checked that can be without reading the data.
  /// - Throws: `DatasetError`, `PlanError`.
  public func plan(of spec: ExperimentSpec) throws -> NetworkPlan {
    try NetworkPlan(spec, data: outline(of: spec))
  }

  /// The samples as the spec's network takes them.
  /// - Throws: `DatasetError`, `PlanError`.
  public func load(_ spec: ExperimentSpec) throws -> TrainingData {
    try state.withLock { state in
      let source = DataSource(spec, places: places)
      state.shelves.removeAll { $0.data == nil }
      let labels = spec.loss.labelKind
      let shelf = state.shelves.first {
        $0.dataset == spec.dataset && $0.layout == source.layout && $0.labels == labels
      }
      if let data = shelf?.data { return data }
      // Two large sets at once are one too many where the old one has no user left.
      state.last = nil
      if let error = state.fetchError { throw error }
      let dataset: Dataset
      do throws(DatasetError) {
        dataset = try loadOrFetch(source, labels)
      } catch {
        if case .mnistNotFound = error { state.fetchError = error }
        throw error
      }
      let data = try TrainingData(dataset)
      state.shelves.append(Shelf(dataset: spec.dataset, layout: source.layout, labels: labels, data: data))
      state.last = data
      return data
    }
  }

  /// The arrays and labels of a spec's data set, fetching what is missing.
  public func dataset(of spec: ExperimentSpec) throws(DatasetError) -> Dataset {
    try loadOrFetch(DataSource(spec, places: places), spec.loss.labelKind)
  }

  /// Loads a data set; of MNIST, fetches the files that are missing or have another content.
  private func loadOrFetch(_ source: DataSource, _ labels: LabelKind) throws(DatasetError) -> Dataset {
    do throws(DatasetError) {
      return try source.load(labels: labels)
    } catch {
      guard case .mnist(let mnist, _) = source, case .mnistNotFound(let missing, _) = error else {
        throw error
      }
      try fetch(mnist.manifest.files.filter { missing.contains($0.name) }, of: mnist)
      return try source.load(labels: labels)
    }
  }

  private func fetch(_ missing: [MNISTFile], of mnist: MNIST) throws(DatasetError) {
    do throws(DatasetError) {
      try MNISTFetch(
        into: places, manifest: mnist.manifest, environment: environment, onEvent: onFetch,
        isCancelled: isCancelled
      ).run(missing)
    } catch {
      throw mnist.notFound(afterFetch: error)
    }
  }

  // MARK: Checksums

  /// SHA-256 of what each array is made of, by part (`train_x`), and of the initial weights: cheap enough to ask before
  /// it is decided whether a run has to be trained.
  /// - Throws: `DatasetError`, `FileError`.
  public func checksums(of spec: ExperimentSpec) throws -> [String: String] {
    // Once for all seeds: a process takes its inputs as it found them first.
    try known.withLock { known in
      if let found = known.first(where: {
        $0.dataset == spec.dataset && $0.initialWeights == spec.initialWeights
      }) {
        return found.sums
      }
      let sums = try computeChecksums(of: spec)
      known.append(Checksums(dataset: spec.dataset, initialWeights: spec.initialWeights, sums: sums))
      return sums
    }
  }

  private func computeChecksums(of spec: ExperimentSpec) throws -> [String: String] {
    var sums: [String: String] = [:]
    switch DataSource(spec, places: places) {
    case .circles(let circles): add(try circles.load(), to: &sums)
    case .mnist(let mnist, _):
      // Files are taken only with these digests.
      let files = mnist.manifest
      sums = [
        "train_x": files.trainImages.digest.hex, "train_y": files.trainLabels.digest.hex,
        "test_x": files.testImages.digest.hex, "test_y": files.testLabels.digest.hex,
      ]
    case .glyphs(let glyphs, _):
      // A digit does not depend on how many there are: the first few tell whether the program still draws the same.
      var few = glyphs
      (few.trainSamples, few.testSamples) = (min(glyphs.trainSamples, 8), min(glyphs.testSamples, 8))
      add(try few.load(ImagePreparation()), to: &sums)
    case .idx(let idx): try add(idx.files, to: &sums)
    case .npy(let npy): try add(npy.files, to: &sums)
    case .csv(let csv):
      sums = ["train_x": try checksum(ofFile: csv.train), "test_x": try checksum(ofFile: csv.test)]
    }
    if let path = spec.initialWeights { sums["initial_weights"] = try checksum(ofFile: path) }
    return sums
  }

  private func add(_ dataset: Dataset, to sums: inout [String: String]) {
    for (part, digest) in dataset.checksums() { sums[part.rawValue] = digest.hex }
  }

  private func add(_ files: FileSet, to sums: inout [String: String]) throws {
    for (part, path) in [
      (DatasetPart.trainX, files.trainX), (.trainY, files.trainY), (.testX, files.testX),
      (.testY, files.testY),
    ] {
      sums[part.rawValue] = try checksum(ofFile: path)
    }
  }

  private func checksum(ofFile path: String) throws(FileError) -> String {
    let file = try InputFile(path: path)
    var hash = SHA256()
    while true {
      let bytes = try file.read(atMost: 1 << 20)
      if bytes.isEmpty { return hash.digest().hex }
      bytes.withUnsafeBytes { hash.update($0) }
    }
  }
}
