import Engine
import Experiments
import Inspection
import Runs
import Training

/// Inspects one run's network after its training, or after chosen epochs.
struct RunInspection {
  let run: SelectedRun
  let subject: InspectionRecord.Subject
  /// The epochs after which the network is inspected; nil: the finished run's weights.
  let epochs: [Int]?
  let threads: Int?

  func states(_ library: DataLibrary, context: ProgramContext) throws -> [InspectionRecord.State] {
    let (spec, kernels) = (run.session.spec, run.session.kernels)
    let data = try library.load(spec)
    var inspector = try Inspector(
      spec: spec, data: data, subject: subject, kernels: kernels, threads: threads)
    guard let epochs else {
      let (folder, epochs) = try run.session.finishedFolder()
      do {
        return [try inspector.inspect(try folder.weights(), epoch: epochs)]
      } catch let error as WeightsError {
        throw Failure(error, inFolder: folder.path)
      }
    }
    var states: [InspectionRecord.State] = []
    let replay = RunReplay(
      spec: spec, plan: run.session.plan, data: data, kernels: kernels, threads: threads)
    let schedule = replay.schedule
    try replay.train(through: epochs.map(schedule.batches(through:)), in: context) { step, tensors in
      states.append(try inspector.inspect(tensors, epoch: schedule.epoch(ofStep: step)))
    }
    if let missing = epochs.dropFirst(states.count).first {
      let problem =
        "the training of \(run.title) stopped before epoch \(missing), as training.on_divergence or training.early_stopping says"
      if states.isEmpty { throw Failure(problem, .badContent) }
      context.warn(problem)
    }
    return states
  }
}
