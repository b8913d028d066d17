import CommandLineTool
import Engine
import Runs
import Training

extension Failure {
  /// - Parameter folder: the path of the finished run whose weights these are.
  init(_ error: WeightsError, inFolder folder: String) {
    self.init(
      "\(RunFolder.weightsPath(inFolder: folder).singleLine) \(error); \(RunDamage.freshRemedy)", .badContent)
  }
}

extension RunReplay {
  /// The same training with its progress on the console.
  /// - Throws: `Failure` if the user interrupted it; otherwise as `train`.
  func train(
    through steps: [Int], in context: ProgramContext,
    visit: (_ step: Int, _ tensors: [String: Tensor]) throws -> Void
  ) throws {
    let epochs = schedule.epoch(ofStep: steps.max() ?? 0)
    let display = RunDisplay(
      console: context.console,
      runs: [
        DisplayedRun(title: "\(spec.name), seed \(spec.training.seed)", epochs: epochs)
      ])
    defer { display.end(0) }
    do {
      try train(
        through: steps, isCancelled: { context.interruption.isRequested },
        report: { display.show($0, of: 0) }, visit: visit)
    } catch is RunInterrupted {
      throw Failure("interrupted", .interrupted)
    }
  }
}
