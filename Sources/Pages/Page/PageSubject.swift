import Experiments
import Plotting
import Reporting

/// What a page says about a study, or about experiments side by side. Everything is computed already.
public struct PageSubject {
  public var name: String
  public var title: String?
  public var source: SourceSpec?
  /// Choices that the study makes, with reasons, a sentence or two each.
  public var notes: [String] = []
  /// What the article leaves open.
  public var choices: [ChoiceSpec] = []
  /// Nil for experiments.
  public var findings: StudyFindings?
  /// Remarks on the verdicts, such as that runs are missing.
  public var remarks: [String] = []
  /// The claims with their intervals; nil for experiments.
  public var forest: PlottedFigure?
  public var curves: [Curves] = []
  /// Other figures.
  public var pictures: [PlottedFigure] = []
  /// The figures of the experiments, as `bnlab compare` prints them.
  public var comparison = Document()
  public var networks: [Network] = []
  /// The notes of experiments, each list once with the names of those that have it.
  public var experimentNotes: [(names: [String], notes: [String])] = []
  public var data: [DataSet] = []
  /// The finished runs.
  public var runs: [RunSummary] = []
  public var failures = Document()
  /// Command lines that repeat the results, and that look further.
  public var commands: [String] = []

  /// Learning curves of one panel.
  public struct Curves {
    public var figure: PlottedFigure
    /// The metric whose lines have labels.
    public var metric: Metric
    /// The full names, in the order of the figure's series.
    public var experiments: [String]
    public var names: ExperimentNames

    public init(figure: PlottedFigure, metric: Metric, experiments: [String], names: ExperimentNames) {
      self.figure = figure
      self.metric = metric
      self.experiments = experiments
      self.names = names
    }
  }

  /// The layers of experiments that have the same ones.
  public struct Network {
    public var names: [String]
    public var layers: Document

    public init(names: [String], layers: Document) {
      self.names = names
      self.layers = layers
    }
  }

  /// Data as networks see them.
  public struct DataSet: Equatable {
    /// The spec's `dataset` with every default, as JSON.
    public var spec: String
    public var trainCount: Int
    public var testCount: Int
    /// The shape of a sample.
    public var shape: String
    /// SHA-256 of the arrays by their names.
    public var checksums: [String: String]

    /// Those that use it.
    public var experiments: [String]

    public init(
      spec: String, trainCount: Int, testCount: Int, shape: String, checksums: [String: String],
      experiments: [String]
    ) {
      self.spec = spec
      self.trainCount = trainCount
      self.testCount = testCount
      self.shape = shape
      self.checksums = checksums
      self.experiments = experiments
    }
  }

  public init(name: String) { self.name = name }
}
