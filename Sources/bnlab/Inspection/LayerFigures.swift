import CommandLineTool
import Engine
import Experiments
import Inspection
import Reporting
import Runs
import Training

/// Computes the statistics of layers that claims and assertions are about, from the weights of finished runs.
struct LayerFigures {
  /// What they need, by the names of the experiments with their overrides.
  let needed: [String: Set<LayerFigure>]
  let settings: RunSettings
  let context: ProgramContext

  /// The runs with what is needed. Runs that diverged are left as they are, because means leave them out.
  ///
  /// Each data set is loaded once, and one pass through a network serves all statistics of the same samples and weights.
  /// - Throws: `Failure` if weights or data cannot be read.
  func added(to runs: [RunSummary]) throws -> [RunSummary] {
    var runs = runs
    var rest = runs.indices.filter {
      !runs[$0].diverged && runs[$0].spec != nil && needed[runs[$0].experiment] != nil
    }
    while let start = rest.first, let spec = runs[start].spec {
      let group = rest.filter { runs[$0].spec?.dataset == spec.dataset }
      rest.removeAll(where: group.contains)
      // Held so that the library keeps the data for the whole group.
      let data = try blaming(runs[start]) { try settings.data.load(spec) }
      try withExtendedLifetime(data) {
        for index in group {
          if context.interruption.isRequested { throw Failure("interrupted", .interrupted) }
          runs[index].layers = try blaming(runs[index]) { try values(of: runs[index]) }
        }
      }
    }
    return runs
  }

  private func values(of run: RunSummary) throws -> [LayerFigure: Double] {
    guard let figures = needed[run.experiment], var spec = run.spec else { return [:] }
    spec.training.seed = run.seed
    let data = try settings.data.load(spec)
    var values: [LayerFigure: Double] = [:]
    for (samples, figures) in Dictionary(grouping: figures, by: \.samples) {
      var inspector = try Inspector(
        spec: spec, data: data, subject: .samples(samples), kernels: settings.kernels,
        threads: settings.threads)
      // The initial weights come first, because loading replaces them.
      for isInitial in [true, false] {
        let wanted = figures.filter { $0.isInitial == isInitial }
        if wanted.isEmpty { continue }
        let tensors = isInitial ? nil : try RunFolder.weights(inFolder: run.folder ?? "")
        let layers = try inspector.layers(Set(wanted.map(\.layer)), tensors)
        for figure in wanted {
          values[figure] = layers.first { $0.index == figure.layer.index }?[figure.statistic]
        }
      }
    }
    return values
  }

  /// Runs `body`. Its errors are reported as errors of the run.
  private func blaming<Value>(_ run: RunSummary, _ body: () throws -> Value) throws -> Value {
    let title = "\(run.experiment), seed \(run.seed)"
    do {
      return try body()
    } catch let error as InspectionError {
      throw Failure("\(title): \(error)", error.kind)
    } catch let error as WeightsError {
      throw Failure(
        "\(RunFolder.weightsPath(inFolder: run.folder ?? "")) \(error); \(RunDamage.remedy) with --fresh",
        .badContent)
    } catch {
      let failure = Failure(error)
      throw Failure("\(title): \(failure.message)", failure.kind)
    }
  }
}
