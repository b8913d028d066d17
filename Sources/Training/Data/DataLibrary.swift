import Datasets
import Engine
import Experiments
import Synchronization
import System

/// The data sets of specs. Each is loaded once for all runs that share it, and MNIST is fetched if it is missing.
public final class DataLibrary: Sendable {
  /// What makes two loaded data sets the same.
  private struct Key: Equatable {
    let source: DataSource
    /// How images reach the network; nil where the samples are not images.
    let layout: SampleLayout?
    let labels: LabelKind

    init(_ source: DataSource, _ context: DatasetContext) {
      self.source = source
      layout = source.images.map { $0.layout ?? context.layout }
      labels = context.labels
    }
  }

  private struct Shelf {
    let key: Key
    weak var data: TrainingData?
  }

  private struct State {
    /// The data sets in use.
    var shelves: [Shelf] = []
    /// The data set used last. It stays even when nobody uses it, for the next run.
    var last: TrainingData?
    /// The first error of fetching MNIST, so that other seeds do not try again.
    var fetchError: DatasetError?
  }

  private struct Checksums {
    let dataset: DataSource
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
  ///   - environment: the variables of the process, for the program that downloads.
  ///   - onFetch: told what a fetch does; a fetch begins when MNIST is needed and missing.
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
    try spec.dataset.configuration.outline(DatasetContext(spec, places: places))
  }

  /// The spec's network with everything checked that can be checked without reading the data.
  /// - Throws: `DatasetError`, `PlanError`.
  public func plan(of spec: ExperimentSpec) throws -> TrainingPlan {
    try TrainingPlan(spec, data: outline(of: spec))
  }

  /// The samples as the spec's network takes them.
  /// - Throws: `DatasetError`, `PlanError`.
  public func load(_ spec: ExperimentSpec) throws -> TrainingData {
    try state.withLock { state in
      state.shelves.removeAll { $0.data == nil }
      let context = DatasetContext(spec, places: places)
      let key = Key(spec.dataset, context)
      if let data = state.shelves.first(where: { $0.key == key })?.data { return data }
      // Free the last data set first if nobody uses it: two large sets may not fit into memory.
      state.last = nil
      if case .mnist = spec.dataset, let error = state.fetchError { throw error }
      let dataset: Dataset
      do throws(DatasetError) {
        dataset = try loadOrFetch(spec.dataset, context)
      } catch {
        if case .mnistNotFound = error { state.fetchError = error }
        throw error
      }
      let data = try TrainingData(dataset)
      state.shelves.append(Shelf(key: key, data: data))
      state.last = data
      return data
    }
  }

  /// The arrays and labels of a spec's data set, fetching what is missing.
  public func dataset(of spec: ExperimentSpec) throws(DatasetError) -> Dataset {
    try loadOrFetch(spec.dataset, DatasetContext(spec, places: places))
  }

  /// Loads a data set. Fetches the files of MNIST that are missing or have another content.
  private func loadOrFetch(_ source: DataSource, _ context: DatasetContext) throws(DatasetError) -> Dataset {
    do throws(DatasetError) {
      return try source.configuration.load(context)
    } catch {
      guard case .mnistNotFound(let missing, _) = error else { throw error }
      try fetch(MNISTFiles(places: places).manifest.files.filter { missing.contains($0.name) })
      return try source.configuration.load(context)
    }
  }

  private func fetch(_ missing: [MNISTFile]) throws(DatasetError) {
    do throws(DatasetError) {
      try MNISTFetch(into: places, environment: environment, onEvent: onFetch, isCancelled: isCancelled)
        .run(missing)
    } catch {
      throw MNISTFiles(places: places).notFound(afterFetch: error)
    }
  }

  // MARK: Checksums

  /// SHA-256 of what each array is made of, by part (`train_x`), and of the initial weights. The sums are cheap, so that
  /// they can be compared before it is decided whether a run has to be trained.
  /// - Throws: `DatasetError`, `FileError`.
  public func checksums(of spec: ExperimentSpec) throws -> [String: String] {
    // Inputs are hashed once per process, for all seeds.
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
    let parts = try spec.dataset.configuration.checksums() ?? checksumsOfSamples(of: spec)
    for (part, digest) in parts { sums[part.rawValue] = digest.hex }
    if let path = spec.initialWeights { sums["initial_weights"] = try SHA256.digest(ofFile: path).hex }
    return sums
  }

  /// The checksums of the samples and their classes. A loss may take another form of labels.
  private func checksumsOfSamples(of spec: ExperimentSpec) throws -> [DatasetPart: SHA256.Digest] {
    var context = DatasetContext(spec, places: places)
    // If the loss takes classes too, the samples are loaded once for checksums and training.
    if context.labels == .classes { return try load(spec).dataset().checksums() }
    context.labels = .classes
    return try spec.dataset.configuration.load(context).checksums()
  }
}
