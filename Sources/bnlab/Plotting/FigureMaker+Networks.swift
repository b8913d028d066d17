import CommandLineTool
import Engine
import Experiments
import Inspection
import Plotting
import Reporting
import Runs
import Training

/// Figures that look into networks: of each experiment one run, that of its first seed that did not diverge.
extension FigureMaker {
  /// The test samples whose percentiles are followed.
  private static let percentileSamples = 128
  /// The most epochs at which percentiles are taken.
  private static let percentileEpochs = 40
  /// Fewer values do not make a picture.
  private static let minimumInputValues = 64

  private struct Network {
    let experiment: ResolvedExperiment
    let plan: NetworkPlan
    let spec: ExperimentSpec
    let data: TrainingData
    let tensors: [String: Tensor]
    let run: RunSummary
  }

  /// Calls `body` with the finished network of each of the figure's experiments that has one.
  private func eachNetwork<Value>(_ figure: PlannedFigure, _ body: (Network) throws -> Value?) throws
    -> [Value]
  {
    try figure.experiments.compactMap { name in
      guard let planned = planned(name),
        let run = summaries.first(where: { $0.name == name })?.soundRuns.first, let folder = run.folder
      else { return nil }
      var spec = planned.experiment.spec
      spec.training.seed = run.seed
      do {
        let data = try settings.data.load(spec)
        let tensors = try RunFolder.weights(inFolder: folder)
        return try body(
          Network(
            experiment: planned.experiment, plan: planned.plan.network, spec: spec, data: data,
            tensors: tensors, run: run))
      } catch let error as InspectionError {
        throw Failure("\(name): \(error)", error.kind)
      } catch let error as WeightsError {
        throw Failure(
          "\(RunFolder.weightsPath(inFolder: folder)) \(error); \(RunDamage.freshRemedy)", .badContent)
      } catch {
        throw Failure(error, about: planned.experiment)
      }
    }
  }

  func boundary(_ figure: PlannedFigure, _ title: String) throws -> PlottedFigure? {
    var boundary: BoundaryFigure?
    let surfaces = try eachNetwork(figure) { network -> BoundaryFigure.Surface? in
      // Experiments with the same plane share a figure; those without one are left out.
      guard let plane = boundary ?? BoundaryFigure(title: title, data: network.data),
        network.data.train.features.featureShape == [2],
        let probabilities = try DecisionSurface.probabilities(
          at: plane.inputs, spec: network.spec, data: network.data, tensors: network.tensors,
          kernels: settings.kernels, threads: settings.threads)
      else { return nil }
      boundary = plane
      return BoundaryFigure.Surface(
        name: "\(subject.names.shown(network.run.experiment)), seed \(network.run.seed)",
        probabilities: probabilities, accuracy: network.run.figure(.testAccuracy, at: .final)?.value)
    }
    return surfaces.isEmpty ? nil : boundary?.plotted(surfaces, name: figure.name)
  }

  /// The layers that were chosen, or else the input, the activations of hidden layers and all batch normalizations.
  private func places(_ plan: NetworkPlan, isInputWanted: Bool = true) throws -> Set<LayerPlace> {
    if command.layers.isEmpty {
      let hasInput = isInputWanted && plan.inputShape.count >= Self.minimumInputValues
      return Set(plan.hiddenPlaces + plan.normalizationPlaces + (hasInput ? [.input] : []))
    }
    for case .index(let index) in command.layers where index >= plan.layers.count {
      throw Failure("--layer \(index): the layers are 0 to \(plan.layers.count - 1)", .usage)
    }
    return Set(command.layers)
  }

  func maps(_ figure: PlannedFigure, _ title: String) throws -> PlottedFigure? {
    let columns = try eachNetwork(figure) { network -> MapsFigure.Column? in
      var inspector = try Inspector(
        spec: network.spec, data: network.data, subject: .sample(command.sample), kernels: settings.kernels,
        threads: settings.threads)
      let maps = try inspector.maps(try places(network.plan), network.tensors)
      return maps.isEmpty
        ? nil
        : MapsFigure.Column(
          title: subject.names.shown(network.run.experiment), subtitle: "seed \(network.run.seed)", maps: maps
        )
    }
    if columns.isEmpty { return nil }
    return MapsFigure(
      title: "\(title), test sample \(command.sample)", columns: columns, hasCommonScale: command.commonScale
    ).plotted(name: figure.name)
  }

  /// Repeats the training of each experiment in memory, to the bit.
  func percentiles(_ figure: PlannedFigure, _ title: String) throws -> PlottedFigure? {
    var courses: [PercentilesFigure.Course] = []
    var samples = Self.percentileSamples
    for name in figure.experiments {
      guard let planned = planned(name) else { continue }
      var spec = planned.experiment.spec
      if let seed = command.training.seeds.seeds(of: planned.experiment).first { spec.training.seed = seed }
      do {
        let data = try settings.data.load(spec)
        samples = min(Self.percentileSamples, data.test.count)
        let places = try places(planned.plan.network, isInputWanted: false)
        var inspector = try Inspector(
          spec: spec, data: data, subject: .samples(samples), kernels: settings.kernels,
          threads: settings.threads)
        var layers: [(epoch: Int, layers: [InspectionRecord.Layer])] = []
        let epochs = Self.epochs(spec.training.epochs)
        let display = RunDisplay(
          console: context.console, runs: [("\(name), seed \(spec.training.seed)", spec.training.epochs)])
        defer { display.end(0) }
        try RunReplay(
          spec: spec, plan: planned.plan, data: data, kernels: settings.kernels, threads: settings.threads
        ).train(
          through: epochs, isCancelled: { context.interruption.isRequested },
          report: { display.show($0, of: 0) }
        ) { epoch, tensors in
          layers.append((epoch, try inspector.layers(places, tensors)))
        }
        for (place, layer) in (layers.first?.layers ?? []).enumerated() {
          courses.append(
            PercentilesFigure.Course(
              network: subject.names.shown(name),
              layer: layer.index.map { "layer \($0), \(layer.name) \(layer.shape)" } ?? "input",
              points: layers.map { ($0.epoch, $0.layers[place].values) }))
        }
      } catch is RunInterrupted {
        throw Failure("interrupted", .interrupted)
      } catch {
        throw Failure(error, about: planned.experiment)
      }
    }
    return courses.isEmpty
      ? nil : PercentilesFigure(title: title, courses: courses, samples: samples).plotted(name: figure.name)
  }

  /// The epochs at which percentiles are taken, from before training to its end, at about equal distances.
  private static func epochs(_ last: Int) -> [Int] {
    let count = min(last, percentileEpochs)
    return (0...max(count, 1)).map { $0 * last / max(count, 1) }
  }
}
