import Schema
import System

/// A study: experiments, seeds, and what an article claims about them.
public struct StudySpec: Equatable, Sendable {
  /// The file's name without its ending.
  public var name: String
  public var title: String?
  public var source: SourceSpec?
  /// Whether `reproduce` leaves the study out unless it is named, although it has a source.
  public var onlyByName: Bool
  public var notes: [String]
  /// Each experiment runs once with each seed.
  public var seeds: [UInt64]
  public var confidence: Double
  /// The experiments that have overrides or a name of the study's own. Claims may name others.
  public var experiments: [SubjectSpec]
  public var quick: QuickSpec?
  /// What the article leaves open; `--choices` varies it.
  public var choices: [ChoiceSpec]
  /// How `--choices --quick` shortens the study; nil: as `quick` does.
  public var quickChoices: QuickSpec?
  public var claims: [ClaimSpec]

  public init(
    name: String, title: String? = nil, source: SourceSpec? = nil, onlyByName: Bool = false,
    notes: [String] = [], seeds: [UInt64] = Self.defaultSeeds, confidence: Double = 0.95,
    experiments: [SubjectSpec] = [],
    quick: QuickSpec? = nil, choices: [ChoiceSpec] = [], quickChoices: QuickSpec? = nil, claims: [ClaimSpec]
  ) {
    self.name = name
    self.title = title
    self.source = source
    self.onlyByName = onlyByName
    self.notes = notes
    self.seeds = seeds
    self.confidence = confidence
    self.experiments = experiments
    self.quick = quick
    self.choices = choices
    self.quickChoices = quickChoices
    self.claims = claims
  }

  public static let defaultSeeds: [UInt64] = Array(1...5)
}

/// An experiment of a study, with the name that the claims use.
public struct SubjectSpec: Equatable, Sendable {
  public var name: String
  /// The name or path of the experiment.
  public var experiment: String
  /// Overrides as `--set` accepts them.
  public var settings: [String]
  /// The seeds of the quick form; nil: the seeds of the study.
  public var seeds: [UInt64]?

  public init(name: String, experiment: String, settings: [String] = [], seeds: [UInt64]? = nil) {
    self.name = name
    self.experiment = experiment
    self.settings = settings
    self.seeds = seeds
  }
}

/// How a study is shortened for a first look.
public struct QuickSpec: Equatable, Sendable {
  /// The seeds of the quick form; nil: the seeds of the study.
  public var seeds: [UInt64]?
  /// Overrides for the experiments that are shortened.
  public var settings: [String]
  /// The experiments, by the names that the claims use, for which the overrides are; nil: all of the study.
  public var experiments: [String]?

  public init(seeds: [UInt64]? = nil, settings: [String] = [], experiments: [String]? = nil) {
    self.seeds = seeds
    self.settings = settings
    self.experiments = experiments
  }

  /// Whether the overrides are for this experiment.
  func shortens(_ name: String) -> Bool { experiments?.contains(name) ?? true }

  /// The overrides for people: `training.epochs=1 (A, B)`.
  public var settingTexts: [String] {
    let names = experiments.map { " (\($0.joined(separator: ", ")))" } ?? ""
    return settings.isEmpty ? [] : [settings.joined(separator: ", ") + names]
  }
}

extension StudySpec {
  static let keys = KeyTable(
    "A study: experiments, seeds, and what an article claims about them.",
    blank: StudySpec(name: "", claims: []),
    [
      .optional("title", \.title, .nullable(.text), "One line for lists and headings."),
      .optional(
        "source", \.source, .nullable(SourceSpec.keys.codec), "The article that the claims come from."),
      .optional(
        "only_by_name", \.onlyByName, .boolean,
        "Leave the study out where all studies about articles are meant; one without a source is left out anyway."
      ),
      .optional("notes", \.notes, .list(of: .text), "Remarks on the study, a sentence each."),
      .optional(
        "seeds", \.seeds, .seeds,
        "The number of seeds, counted from 1, that each experiment runs with, or a list of seeds."),
      .optional(
        "confidence", \.confidence, .confidence, "The confidence of the intervals that decide."),
      .optional(
        "experiments", \.experiments, .list(of: SubjectSpec.codec),
        "Experiments with overrides or a name of the study's own. Claims may name others that bnlab knows."),
      .optional(
        "quick", \.quick, .nullable(QuickSpec.keys.codec), "How the study is shortened for a first look."),
      .optional(
        "choices", \.choices, .list(of: ChoiceSpec.keys.codec),
        "What the article leaves open. --choices judges the claims for each combination of the values."),
      .optional(
        "quick_choices", \.quickChoices, .nullable(QuickSpec.keys.codec),
        "How --choices --quick shortens the study; null: as quick."),
      .required("claims", \.claims, .list(of: ClaimSpec.codec, minimum: 1), "The claims."),
    ])

  static let codec = keys.codec

  public var json: JSON { Self.codec.write(self) }
}

extension SubjectSpec {
  /// The name or path of an experiment, or an object.
  static let codec = Codec<SubjectSpec>.either(
    Codec<String>.text.map(
      { SubjectSpec(name: ExperimentLibrary.name(ofFile: Path.fileName($0)), experiment: $0) },
      { $0.experiment }),
    keys.codec, write: keys.write)

  private static let keys = KeyTable(
    "An experiment under a name of the study's own.", blank: SubjectSpec(name: "", experiment: ""),
    [
      .required("name", \.name, .text, "The name that the claims use."),
      .required("experiment", \.experiment, .text, "The experiment's name or path."),
      .optional(
        "set", \.settings, .list(of: .text),
        "Overrides as --set accepts them: KEY=VALUE with a dotted path and JSON or a bare word."),
      .optional(
        "seeds", \.seeds, .nullable(.seeds),
        "The number of seeds, or a list of them, if those of the study are too many or too few for this experiment."
      ),
    ])
}

extension QuickSpec {
  static let keys = KeyTable(
    "How the study is shortened for a first look.", blank: QuickSpec(),
    [
      .optional("seeds", \.seeds, .nullable(.seeds), "The number of seeds, or a list of them."),
      .optional(
        "set", \.settings, .list(of: .text), "Overrides for every experiment, as --set accepts them."),
      .optional(
        "experiments", \.experiments, .nullable(.list(of: .text, minimum: 1)),
        "The experiments that set is for, by the names that the claims use; null for all."),
    ])
}

extension Codec where Value == [UInt64] {
  /// A number of seeds, which means the seeds from 1 to that number, or a list of seeds.
  static var seeds: Codec {
    either(
      Codec<Int>.integer(1...10_000).map({ (1...$0).map(UInt64.init) }, { $0.count }),
      list(of: .integer(0...UInt64.max), minimum: 1)
    ) { seeds in
      seeds == (1...UInt64(max(seeds.count, 1))).map { $0 }
        ? .integer(seeds.count) : .array(seeds.map { .integer($0) })
    }
  }
}
