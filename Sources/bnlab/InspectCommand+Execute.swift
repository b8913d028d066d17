import CommandLineTool
import Datasets
import Engine
import Experiments
import Inspection
import Reporting
import System
import Training

extension InspectCommand {
  func execute(in context: ProgramContext) throws -> ExitStatus {
    if mapsFile != nil, batch != nil {
      throw Failure("--svg draws one sample and --batch looks at several; give --sample", status: .usage)
    }
    let result = outputFile.map(OutputFile.init) ?? .standardOutput
    let (maps, histograms) = (mapsFile.map(OutputFile.init), histogramsFile.map(OutputFile.init))
    try ResultDestinations.check([
      (outputFile == nil ? "the result" : "--output", result), ("--svg", maps), ("--histograms", histograms),
    ])
    let library = context.dataLibrary(training.dataDirectory)
    let selection = try ExperimentSelection(
      experiments, settings: settings, mayHoldSeeds: training.seeds == .ofSpec, context: context
    )
    .withCheckedPlans(data: library, context: context)
    let runs = try selection.runs(training, data: library, context: context)
    for run in runs { try run.blaming { try check(run.session.spec, library) } }

    let subject = batch.map { InspectionRecord.Subject.batch($0) } ?? .sample(sample)
    var record = InspectionRecord(subject: subject)
    if histogramsFile != nil { record.data = try dataSummaries(of: runs, library) }
    if epochs == nil {
      let runner = ExperimentRunner(runs, training, context)
      let status = runner.train().status
      guard status == .success else { return status }
    }
    var columns: [MapColumn] = []
    for run in runs {
      let inspection = RunInspection(run: run, subject: subject, epochs: epochs, threads: training.threads)
      for finding in try run.blaming({ try inspection.findings(library, context: context) }) {
        record.states.append(finding.state)
        columns.append(MapColumn(finding: finding, title: run.experiment.spec.name))
      }
    }
    if let maps { try context.write(InspectionPictures.maps(columns, sample: sample).svg, to: maps) }
    if let histograms {
      try context.write(InspectionPictures.histograms(record.data).svg, to: histograms)
    }
    if result.isStandardOutput {
      context.print(record.report, output.format)
    } else {
      try context.write(record.report.text(output.format.ofReports, width: context.width), to: result)
      // A picture on standard output is read by a program, which can do without a table.
      let isFree = maps?.isStandardOutput != true && histograms?.isStandardOutput != true
      if isFree { context.print(record.report, .table) }
    }
    return .success
  }

  /// What can be found out before anything is trained.
  private func check(_ spec: ExperimentSpec, _ library: DataLibrary) throws {
    let outline = try library.outline(of: spec)
    if let batch {
      guard batch <= outline.trainCount else {
        throw InspectionError.batchTooLarge(batch, count: outline.trainCount)
      }
    } else if sample >= outline.testCount {
      throw InspectionError.noSuchSample(sample, count: outline.testCount)
    }
    if let last = epochs?.last, last > spec.training.epochs {
      throw InspectionError.noSuchEpoch(last, last: spec.training.epochs)
    }
    if mapsFile != nil { try Inspector.checkMaps(of: try library.plan(of: spec)) }
  }

  /// One summary for each data set, whichever way experiments scale it.
  private func dataSummaries(of runs: [ExperimentSelection.Run], _ library: DataLibrary) throws
    -> [DataSummary]
  {
    var sets: [(spec: ExperimentSpec, run: ExperimentSelection.Run, names: [String])] = []
    for run in runs {
      var spec = run.session.spec
      spec.dataset.images?.scaling = .zeroTo255
      if let index = sets.firstIndex(where: { $0.spec.dataset == spec.dataset }) {
        sets[index].names.append(run.experiment.spec.name)
      } else {
        sets.append((spec, run, [run.experiment.spec.name]))
      }
    }
    return try sets.map { set in
      try set.run.blaming {
        let data = try library.load(set.spec)
        return data.train.features.withUnsafeBufferPointer {
          DataSummary(of: $0, experiments: set.names)
        }
      }
    }
  }
}

extension ExperimentSelection.Run {
  /// Runs `body`; its errors are told as the experiment's.
  fileprivate func blaming<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as InspectionError {
      throw Failure("\(experiment.spec.name): \(error)", status: error.status)
    } catch {
      throw Failure(error, about: experiment)
    }
  }
}

extension InspectionError {
  fileprivate var status: ExitStatus {
    switch self {
    case .noSuchSample, .batchTooLarge, .noSuchEpoch: .usage
    case .noHiddenLayers: .dataError
    }
  }
}
