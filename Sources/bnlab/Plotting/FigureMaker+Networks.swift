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
  /// How often percentiles are taken, at most.
  private static let percentileCount = 40
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
      guard let planned = subject.planned(name), let (run, folder) = soundRun(name) else { return nil }
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
        throw Failure(error, inFolder: folder)
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
        probabilities: probabilities,
        accuracy: network.run.figure(.testAccuracy, at: network.run.epochOfWeights)?.value)
    }
    return surfaces.isEmpty ? nil : boundary?.plotted(surfaces, name: figure.name)
  }

  /// The layers that were chosen, or else the input, the activations of hidden layers and all batch normalizations.
  private func places(_ plan: NetworkPlan, isInputWanted: Bool = true) -> Set<LayerPlace> {
    if command.layers.isEmpty {
      let hasInput = isInputWanted && plan.inputShape.count >= Self.minimumInputValues
      return Set(plan.hiddenPlaces + plan.normalizationPlaces + (hasInput ? [.input] : []))
    }
    return Set(command.layers)
  }

  func maps(_ figure: PlannedFigure, _ title: String) throws -> PlottedFigure? {
    let columns =
      try command.epochs == nil ? mapsOfFinishedRuns(figure) : mapsByEpoch(figure)
    if columns.isEmpty { return nil }
    return MapsFigure(
      title: "\(title), test sample \(command.sample)", columns: columns, hasCommonScale: command.commonScale
    ).plotted(name: figure.name)
  }

  private func mapsOfFinishedRuns(_ figure: PlannedFigure) throws -> [MapsFigure.Column] {
    try eachNetwork(figure) { network in
      var inspector = try Inspector(
        spec: network.spec, data: network.data, subject: .sample(command.sample), kernels: settings.kernels,
        threads: settings.threads)
      let maps = try inspector.maps(places(network.plan), network.tensors)
      return maps.isEmpty
        ? nil
        : MapsFigure.Column(
          title: subject.names.shown(network.run.experiment), subtitle: "seed \(network.run.seed)", maps: maps
        )
    }
  }

  private func mapsByEpoch(_ figure: PlannedFigure) throws -> [MapsFigure.Column] {
    try figure.experiments.compactMap(subject.planned).flatMap { planned in
      var columns: [MapsFigure.Column] = []
      let schedule = planned.schedule
      try replay(
        planned, .sample(command.sample), steps: (command.epochs ?? []).map(schedule.batches(through:))
      ) { step, inspector, tensors in
        let (seed, epoch) = (inspector.spec.training.seed, schedule.epoch(ofStep: step))
        columns.append(
          MapsFigure.Column(
            title: subject.names.shown(planned.experiment.spec.name),
            subtitle: "seed \(seed), " + (epoch == 0 ? "initial weights" : "after epoch \(epoch)"),
            maps: try inspector.maps(places(planned.plan.network), tensors)))
      }
      return columns.filter { !$0.maps.isEmpty }
    }
  }

  func percentiles(_ figure: PlannedFigure, _ title: String) throws -> PlottedFigure? {
    var courses: [PercentilesFigure.Course] = []
    var samples = Self.percentileSamples
    for planned in figure.experiments.compactMap(subject.planned) {
      let spec = planned.experiment.spec
      samples = min(Self.percentileSamples, planned.plan.data.testCount)
      let places = places(planned.plan.network, isInputWanted: false)
      var layers: [(step: Int, layers: [InspectionRecord.Layer])] = []
      let schedule = planned.schedule
      let steps =
        command.epochs.map { $0.map(schedule.batches(through:)) }
        ?? Self.steps(through: schedule.batchCount)
      try replay(planned, .samples(samples), steps: steps) { step, inspector, tensors in
        layers.append((step, try inspector.layers(places, tensors)))
      }
      for (place, layer) in (layers.first?.layers ?? []).enumerated() {
        courses.append(
          PercentilesFigure.Course(
            network: subject.names.shown(spec.name),
            layer: layer.index.map { "layer \($0), \(layer.name) \(layer.shape)" } ?? "input",
            stepsPerEpoch: schedule.batchesPerEpoch,
            points: layers.map { .init(step: $0.step, values: $0.layers[place].values) }))
      }
    }
    return courses.isEmpty
      ? nil : PercentilesFigure(title: title, courses: courses, samples: samples).plotted(name: figure.name)
  }

  /// Repeats the training of an experiment's first seed in memory, to the bit.
  /// - Parameter visit: called with the network's tensors after each of the steps.
  private func replay(
    _ planned: PlannedExperiment, _ samples: InspectionRecord.Subject, steps: [Int],
    visit: (_ step: Int, _ inspector: inout Inspector, _ tensors: [String: Tensor]) throws -> Void
  ) throws {
    var spec = planned.experiment.spec
    if let seed = command.training.seeds.seeds(of: planned.experiment).first { spec.training.seed = seed }
    do {
      let data = try settings.data.load(spec)
      var inspector = try Inspector(
        spec: spec, data: data, subject: samples, kernels: settings.kernels, threads: settings.threads)
      try RunReplay(
        spec: spec, plan: planned.plan, data: data, kernels: settings.kernels, threads: settings.threads
      ).train(through: steps, in: context) { try visit($0, &inspector, $1) }
    } catch {
      throw Failure(error, about: planned.experiment)
    }
  }

  /// The steps at which percentiles are taken, from before training to its end, at about equal distances.
  private static func steps(through last: Int) -> [Int] {
    let count = min(last, percentileCount)
    return (0...max(count, 1)).map { $0 * last / max(count, 1) }
  }
}
