import CommandLineTool
import Datasets
import Synchronization
import System

/// Shows the progress of a download: a line for the present file, rewritten in place, and a message for each finished
/// file.
final class FetchDisplay: Sendable {
  private struct Transfer {
    let task: Console.Task
    let estimate: TimeEstimate
  }

  private let console: Console
  private let transfer = Mutex(Transfer?.none)

  init(console: Console) {
    self.console = console
  }

  func show(_ event: FetchEvent) {
    transfer.withLock { transfer in
      switch event {
      case .started(_, _, let alreadyHere):
        console.note(event.description)
        end(&transfer)
        let estimate = TimeEstimate(start: monotonicSeconds(), doneAtStart: Double(alreadyHere))
        transfer = Transfer(task: console.begin(), estimate: estimate)
      case .progress(let file, let byteCount, let total):
        guard let transfer else { return }
        console.update(transfer.task, .progress) {
          let left = transfer.estimate.secondsLeft(
            now: monotonicSeconds(), done: Double(byteCount), total: Double(total))
          return .transfer(
            TransferProgress(label: file.name, byteCount: byteCount, total: total, secondsLeft: left))
        }
      case .announced, .present, .waiting, .failed, .finished:
        end(&transfer)
        console.note(event.description)
      }
    }
  }

  private func end(_ transfer: inout Transfer?) {
    if let transfer { console.end(transfer.task) }
    transfer = nil
  }
}
