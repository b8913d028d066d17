import Experiments
import System
import Training

extension RunSession {
  /// Roughly how many seconds the whole run takes on one thread: the time of another seed of the same experiment,
  /// otherwise a guess from the network's size. Nil if the size of the data is not known without reading it.
  public func estimatedSeconds() -> Double? {
    recordedSeconds ?? guessedSeconds
  }

  private var recordedSeconds: Double? {
    let archive = RunArchive(runsDirectory: runsDirectory)
    for seed in (try? archive.seeds(of: spec.name)) ?? [] {
      guard let run = try? archive.run(spec.name, seed: seed),
        spec.differences(from: run.record.spec).isEmpty,
        run.record.machine == Machine.description
      else { continue }
      return run.record.epochs.reduce(0) { $0 + $1.trainSeconds + $1.evaluateSeconds }
    }
    return nil
  }

  private var guessedSeconds: Double? {
    (plan ?? (try? data.plan(of: spec)))?.guessedSeconds(of: spec.training)
  }
}
