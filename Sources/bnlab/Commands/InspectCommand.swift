import CommandLineTool
import Datasets
import Engine
import Experiments
import Inspection
import Reporting
import Runs
import System
import Training

/// `bnlab inspect EXPERIMENT...`
struct InspectCommand: Command, Equatable, Sendable {
  /// Names or paths, at least one.
  var experiments: [String] = []
  /// The sample of the test set, counted from 0.
  var sample = 0
  /// The number of test samples to look at, instead of a single one.
  var samples: Int?
  /// The number of training samples to look at, instead of test samples.
  var batch: Int?
  /// The epochs after which to look, ascending, 0 for the initial weights; nil: the end of the training.
  var epochs: [Int]?
  var settings: [Setting] = []
  /// Whether nothing is trained and only finished runs are looked at.
  var noRun = false
  /// Whether runs may then be missing.
  var partial = false
  var training = TrainingOptions()
  var messages = MessageOptions()
  /// A file for the result; standard output has the table then.
  var outputFile: String?
  var output = OutputOptions()

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: "inspect", abstract: "Look at the layers' outputs, gradients and statistics.",
      discussion: """
        One test sample, or with --samples the first ones, goes through the network as in evaluation (moving \
        statistics, no dropout), or with --batch the first training samples as in training (the batch's statistics, \
        dropout). The weights are those of the \
        finished run, which is trained first if it is missing; with --epochs the training is repeated in memory, \
        to the bit, and nothing is written.

        For each layer of the model: mean, sd (divided by n), the shares of zeros and of saturated values, minimum \
        and maximum, percentiles 15, 50 and 85 (linear between neighbours, as NumPy's default), and the \
        Euclidean norm of the gradient of the mean loss with respect to the layer's output. Saturated values are: for \
        relu, 0; for tanh and lstm, beyond ±0.99; for sigmoid, below 0.01 or above 0.99; for elu and selu, within \
        1 % of the lower bound; for softplus, below 0.01. Other layers have no such share. For each parameter: the \
        norms of its value and of its gradient, including regularizers.

        For each batch_norm: the moving mean and variance beside those of the first training samples (a batch of \
        the spec's size, or --batch), as averages over the channels; the root mean square of their differences; the \
        means' differences divided by the batch's deviations; and the geometric mean of the ratio of the deviations, \
        which is 1 if they agree. With the initial weights, or if updates were forgotten, both are far apart.

        CSV has rows of the kinds state, layer, parameter and batch_norm. bnlab plot --figure maps draws the outputs.
        """,
      argument: .experiments(\.experiments),
      options: [
        .option(
          "--sample", "n", \.sample, .wholeNumber(0...Int(Int32.max)), default: "0", excludes: "--batch",
          help: "Look at this sample of the test set, counted from 0."),
        .option(
          "--samples", "n", \.samples, .wholeNumber(1...Int(Int32.max)), excludes: "--sample",
          help: "Look at the first n samples of the test set together, as claims about layers do."),
        .option(
          "--batch", "n", \.batch, .wholeNumber(1...Int(Int32.max)), excludes: "--samples",
          help: "Look at the first n samples of the training set, in training mode."),
        .option(
          "--epochs", "list", \.epochs, .epochList, default: "the end of the training",
          help: "Look at the weights after these epochs, 0 for the initial ones: 0,1,5 or 0..5."),
        .settings(\.settings),
        .flag(
          "--no-run", \.noRun,
          help: "Train nothing: look at finished runs, with status 66 if some are missing."),
        .flag("--partial", \.partial, help: "With --no-run: look at the runs that are there."),
        .option(
          "--seed", "n", \.training.seeds, .seed, default: nil,
          help: "Take this seed's run instead of the spec's."),
        .dataDirectory(\.training.dataDirectory),
        .option(
          "--runs-dir", "dir", \.training.runsDirectory, .folder, default: "BNLAB_RUNS_DIR or runs",
          help: "Look for the run folders here, and keep new ones here."),
        .option(
          "--threads", "n", \.training.threads, .wholeNumber(1...1024), default: "what suits the network",
          help: "Threads inside one run."),
        .quiet(\.messages.quiet),
        .option(
          "--output", "file", \.outputFile, .file,
          help: """
            Write the result to this file, in the chosen format; the table is then printed to standard output. - is \
            standard output.
            """),
      ] + OutputOptions.options.map { $0.within(\.output) }
        + [.noColor(\.messages.noColor)],
      rule: { command in
        if command.partial, !command.noRun { return .needsOther("--partial", "--no-run") }
        // Epochs are those of a training.
        return command.noRun && command.epochs != nil ? .excludeEachOther("--no-run", "--epochs") : nil
      })
  }

  func execute(in context: ProgramContext) throws -> ExitStatus {
    let result = outputFile.map(OutputFile.init) ?? .standardOutput
    try ResultDestinations.check([(outputFile == nil ? "the result" : "--output", result)])
    let runSettings = try context.runSettings(training)
    let library = runSettings.data
    let selection = try ExperimentSelection(
      experiments, SpecChanges(settings: settings), mayHoldSeeds: training.seeds == .ofSpec,
      library: context.experiments(runsDirectory: training.runsDirectory)
    ).planned(library, warn: context.warn)
    for planned in selection.experiments { try planned.experiment.blaming { try check(planned) } }
    let runs = try available(selection.runs(runSettings, seeds: training.seeds.seeds(of:)), context)

    let subject =
      batch.map { InspectionRecord.Subject.batch($0) } ?? samples.map { .samples($0) } ?? .sample(sample)
    var record = InspectionRecord(subject: subject)
    if epochs == nil {
      let status = RunExecution(runs, jobs: training.jobs, context: context).train().status
      guard status == .success else { return status }
    }
    for run in runs {
      let inspection = RunInspection(run: run, subject: subject, epochs: epochs, threads: training.threads)
      record.states += try run.experiment.blaming { try inspection.states(library, context: context) }
    }
    if result.isStandardOutput {
      context.print(record.report, output.format)
    } else {
      try context.write(
        record.report.text(output.format, TextLayout(width: context.layout.width)), to: result)
      context.print(record.report, .table)
    }
    return .success
  }

  /// The runs to look at: all, or with `--no-run` the finished ones.
  /// - Throws: `Failure` if runs are missing and may not be, or if one is damaged.
  private func available(_ runs: [SelectedRun], _ context: ProgramContext) throws -> [SelectedRun] {
    guard noRun else { return runs }
    let finished = try runs.filter { run in
      switch try run.experiment.blaming({ try run.session.decide() }) {
      case .upToDate, .served: return true
      case .train(.unreadable(let problem)):
        throw Failure("\(run.title): \(problem); \(RunDamage.remedy)", .badContent)
      case .train(.damagedServer(let problem)):
        throw Failure("\(run.title): \(problem); \(RunDamage.servingRemedy)", .badContent)
      case .willBeServed, .train(.new), .train(.fresh), .train(.changed), .train(.resumes),
        .train(.startsOver):
        context.warn("\(run.title) \(SelectionError.missingRun)")
        return false
      }
    }
    guard finished.count == runs.count || partial && !finished.isEmpty else {
      throw Failure(SelectionError.runsMissing(count: finished.count, of: runs.count))
    }
    return finished
  }

  /// Checks what can be checked before anything is trained.
  private func check(_ planned: PlannedExperiment) throws {
    let outline = planned.plan.data
    let epochCount = planned.schedule.epochCount
    if let batch {
      guard batch <= outline.trainCount else {
        throw InspectionError.batchTooLarge(batch, count: outline.trainCount)
      }
    } else if let samples {
      guard samples <= outline.testCount else {
        throw InspectionError.tooFewSamples(samples, count: outline.testCount)
      }
    } else if sample >= outline.testCount {
      throw InspectionError.noSuchSample(sample, count: outline.testCount)
    }
    if let last = epochs?.last, last > epochCount {
      throw InspectionError.noSuchEpoch(last, last: epochCount)
    }
  }
}

extension ResolvedExperiment {
  /// Runs `body`. Its errors are reported as errors of the experiment.
  fileprivate func blaming<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as InspectionError {
      throw Failure("\(spec.name): \(error)", error.kind)
    } catch {
      throw Failure(error, about: self)
    }
  }
}
