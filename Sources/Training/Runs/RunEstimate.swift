import Datasets
import Engine
import Experiments
import System

extension RunSession {
  /// About how many seconds the whole run takes on one thread: what another seed of the same experiment took, or else a
  /// guess from the network's size. Nil where the data's size cannot be told without reading it.
  public func estimatedSeconds() -> Double? {
    recordedSeconds ?? guessedSeconds
  }

  private var recordedSeconds: Double? {
    let archive = RunArchive(runsDirectory: runsDirectory)
    for seed in archive.seeds(of: spec.name) {
      guard let run = try? archive.run(spec.name, seed: seed),
        spec.differences(from: run.record.spec).isEmpty,
        run.record.machine == Machine.description
      else { continue }
      return run.record.epochs.reduce(0) { $0 + $1.trainSeconds + $1.evaluateSeconds }
    }
    return nil
  }

  private var guessedSeconds: Double? {
    guard let outline = try? data.outline(of: spec), let plan = try? data.plan(of: spec) else { return nil }
    let forward =
      plan.costPerSample * Guess.secondsPerMultiplyAdd
      + Double(plan.layers.reduce(0) { $0 + $1.output.count }) * Guess.secondsPerValue
    let samples = Double(outline.trainCount)
    let steps = (samples / Double(spec.training.batchSize)).rounded(.up)
    let step = Double(plan.trainableCount) * Guess.secondsPerParameter + Guess.secondsPerStep
    let evaluated = Double(outline.testCount) + (spec.training.evaluateTrain ? samples : 0)
    // A backward pass costs twice a forward one.
    return Double(spec.training.epochs) * ((3 * samples + evaluated) * forward + steps * step)
  }

  /// Of a processor of 2024 with AVX-512; an older one takes up to some three times as long.
  private enum Guess {
    static let secondsPerMultiplyAdd = 1.6e-11
    /// Of a layer's output: activations, normalization, memory.
    static let secondsPerValue = 3e-10
    /// Of the optimizer's step.
    static let secondsPerParameter = 1e-9
    static let secondsPerStep = 1e-5
  }
}
