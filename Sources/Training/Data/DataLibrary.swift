import Datasets
import Engine
import Experiments
import Synchronization
import System

/// Loads the data sets of specs. Each is loaded once for all runs that share it. MNIST and Fashion-MNIST are downloaded if
/// they are missing.
public final class DataLibrary: Sendable {
  /// Loaded data sets with equal keys are the same.
  private struct Key: Equatable {
    let source: DataSource
    /// The layout in which the network gets the images; nil if the samples are not images.
    let layout: SampleLayout?
    let labels: LabelKind

    init(_ source: DataSource, _ context: DatasetContext) {
      self.source = source
      layout = source.images.map { $0.layout ?? context.layout }
      labels = context.labels
    }
  }

  private struct LoadedData {
    let key: Key
    let validationSplit: Double?
    /// Nil once no run uses the data any more.
    weak var data: TrainingData?
  }

  private struct State {
    /// The data sets in use.
    var loaded: [LoadedData] = []
    /// The data set that was loaded last. It is kept for the next run even if no run uses it.
    var last: TrainingData?
    /// What was told of, so that data that is loaded again is not warned of again.
    var warnings: [DatasetWarning] = []
    /// The first error while downloading a data set, so that other seeds do not try again.
    var fetchErrors: [MNISTFamily: DatasetError] = [:]
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
  private let onWarning: @Sendable (DatasetWarning) -> Void
  private let state = Mutex(State())
  private let computedChecksums = Mutex<[Checksums]>([])

  /// - Parameters:
  ///   - places: the folders of the data sets.
  ///   - environment: the environment variables for the program that downloads.
  ///   - isCancelled: whether to stop a download.
  ///   - onFetch: called with the progress of a download. It starts when files are needed and missing.
  ///   - onWarning: told once, when data of one's own is loaded, of what is probably a mistake in it.
  public init(
    places: DataPlaces, environment: [String: String],
    isCancelled: @escaping @Sendable () -> Bool = { false },
    onFetch: @escaping @Sendable (FetchEvent) -> Void = { _ in },
    onWarning: @escaping @Sendable (DatasetWarning) -> Void = { _ in }
  ) {
    self.places = places
    self.environment = environment
    self.isCancelled = isCancelled
    self.onFetch = onFetch
    self.onWarning = onWarning
  }

  /// The shape and the number of the samples, without reading them.
  public func outline(of spec: ExperimentSpec) throws(DatasetError) -> DatasetOutline {
    try spec.dataset.configuration.outline(DatasetContext(spec, places: places))
  }

  /// The published data set that the spec needs and whose files are missing on this machine; nil if there is none. Only
  /// names of files are looked for.
  public func missingDownload(_ spec: ExperimentSpec) -> MNISTFamily? {
    spec.dataset.published.flatMap { MNISTFiles($0, places: places).missing.isEmpty ? nil : $0 }
  }

  /// The samples in the form that the network of the spec takes.
  /// - Parameter fetches: whether missing files are downloaded.
  /// - Throws: `DatasetError`, `PlanError`.
  public func load(_ spec: ExperimentSpec, fetches: Bool = true) throws -> TrainingData {
    try state.withLock { state in
      state.loaded.removeAll { $0.data == nil }
      let context = DatasetContext(spec, places: places)
      let key = Key(spec.dataset, context)
      let same = state.loaded.filter { $0.key == key }
      let validationSplit = spec.training.validationSplit
      if let data = same.first(where: { $0.validationSplit == validationSplit })?.data { return data }
      // Another division of a training set is in the same memory.
      let loaded = same.lazy.compactMap(\.data).first?.dataset
      // Free the last data set first if nobody uses it: two large sets may not fit into memory.
      state.last = nil
      if let published = spec.dataset.published, let error = state.fetchErrors[published] { throw error }
      let dataset: Dataset
      do throws(DatasetError) {
        if let loaded {
          dataset = loaded
        } else {
          dataset =
            fetches ? try loadOrFetch(spec.dataset, context) : try spec.dataset.configuration.load(context)
        }
      } catch {
        if fetches, case .filesNotFound(let family, _, _) = error { state.fetchErrors[family] = error }
        throw error
      }
      let data = try TrainingData(dataset, spec.training)
      var warnings = loaded == nil ? spec.dataset.testWarnings(dataset) : []
      if let validation = data.validation,
        let shortage = ClassShortage(of: validation.labels, after: data.train.labels, areOneFile: true)
      {
        warnings.append(.fewValidationClasses(shortage, name: spec.dataset.name(of: .trainY)))
      }
      for warning in warnings where !state.warnings.contains(warning) {
        state.warnings.append(warning)
        onWarning(warning)
      }
      state.loaded.append(LoadedData(key: key, validationSplit: validationSplit, data: data))
      state.last = data
      return data
    }
  }

  /// The arrays and labels of the data set of a spec. Missing files are downloaded.
  public func dataset(of spec: ExperimentSpec) throws(DatasetError) -> Dataset {
    try loadOrFetch(spec.dataset, DatasetContext(spec, places: places))
  }

  /// Loads a data set. Published files that are missing or have the wrong content are downloaded.
  private func loadOrFetch(_ source: DataSource, _ context: DatasetContext) throws(DatasetError) -> Dataset {
    do throws(DatasetError) {
      return try source.configuration.load(context)
    } catch {
      guard case .filesNotFound(let family, let missing, _) = error else { throw error }
      try fetch(family.manifest.files.filter { missing.contains($0.name) }, of: family)
      return try source.configuration.load(context)
    }
  }

  private func fetch(_ missing: [MNISTFile], of family: MNISTFamily) throws(DatasetError) {
    do throws(DatasetError) {
      try MNISTFetch(
        family, into: places, environment: environment, onEvent: onFetch, isCancelled: isCancelled
      ).run(missing)
    } catch {
      throw MNISTFiles(family, places: places).notFound(afterFetch: error)
    }
  }

  // MARK: Checksums

  /// SHA-256 of the source of each array, by part (`train_x`), and of the file of the initial weights. The checksums are
  /// cheap: they are compared first to decide whether a run must be trained.
  /// - Throws: `DatasetError`, `FileError`.
  public func checksums(of spec: ExperimentSpec) throws -> [String: String] {
    // Inputs are hashed once per process, for all seeds.
    try computedChecksums.withLock { computed in
      if let found = computed.first(where: {
        $0.dataset == spec.dataset && $0.initialWeights == spec.initialWeights
      }) {
        return found.sums
      }
      let sums = try computeChecksums(of: spec)
      computed.append(Checksums(dataset: spec.dataset, initialWeights: spec.initialWeights, sums: sums))
      return sums
    }
  }

  private func computeChecksums(of spec: ExperimentSpec) throws -> [String: String] {
    var sums: [String: String] = [:]
    let parts = try spec.dataset.configuration.checksums() ?? checksumsOfSamples(of: spec)
    for (part, digest) in parts { sums[part.rawValue] = digest.hex }
    if let path = spec.initialWeights {
      sums["initial_weights"] = SHA256.digest(of: try File.contents(of: path)).hex
    }
    return sums
  }

  /// The checksums of the samples and their classes, also if the loss takes labels in another form.
  private func checksumsOfSamples(of spec: ExperimentSpec) throws -> [DatasetPart: SHA256.Digest] {
    var context = DatasetContext(spec, places: places)
    // If the loss takes classes too, the samples are loaded once for checksums and training.
    if context.labels != .values { return try load(spec).dataset.checksums() }
    context.labels = .classes
    return try spec.dataset.configuration.load(context).checksums()
  }
}
