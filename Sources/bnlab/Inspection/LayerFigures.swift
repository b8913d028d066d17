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

  /// Adds what is needed to the runs. Runs that diverged are left as they are, because means leave them out. A run
  /// whose statistics cannot be had is reported on the console and keeps its other figures.
  ///
  /// Each data set is loaded once, and one pass through a network serves all statistics of the same samples and weights.
  /// - Returns: the runs whose statistics cannot be had, because weights or data cannot be read.
  /// - Throws: `Failure` if the user interrupted it.
  func add(to runs: inout [RunSummary]) throws(Failure) -> [FailedRun] {
    var failed: [FailedRun] = []
    var rest = runs.indices.filter {
      !runs[$0].diverged && runs[$0].spec != nil && needed[runs[$0].experiment] != nil
    }
    while let start = rest.first, let spec = runs[start].spec {
      let group = rest.filter { runs[$0].spec?.dataset == spec.dataset }
      rest.removeAll(where: group.contains)
      // Held so that the library keeps the data for the whole group. Each run that needs the data reports its errors.
      let data = try? settings.data.load(spec)
      for index in group {
        if context.interruption.isRequested { throw Failure("interrupted", .interrupted) }
        let run = runs[index]
        do {
          runs[index].layers = try values(of: run)
        } catch {
          let failure = failure(error, of: run)
          failed.append(FailedRun(experiment: run.experiment, seed: run.seed, failure: failure))
        }
      }
      withExtendedLifetime(data) {}
    }
    _ = context.report(failed.failures)
    return failed
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

  private func failure(_ error: any Error, of run: RunSummary) -> Failure {
    switch error {
    case let error as InspectionError:
      Failure("\(run.experiment), seed \(run.seed): \(error)", error.kind)
    case let error as WeightsError:
      Failure(error, inFolder: run.folder ?? "")
    default: Failure(error)
    }
  }
}
