import CommandLineTool
import Datasets
import Experiments
import Training

extension CheckCommand {
  /// Says for each spec that it is right, or everything that is wrong with it.
  func execute(in context: ProgramContext) throws -> ExitStatus {
    let library = context.experiments
    let names = files.isEmpty ? try library.entries().map(\.name) : files
    var failures: [Failure] = []
    for name in names {
      do {
        let experiment = try library.resolve(name)
        do {
          try context.plan(of: experiment)
        } catch let error as DatasetError where error.kind == .inputMissing {
          // The spec may be right where its data is not there yet.
          context.console.warning("\(name): \(error); shapes are not checked")
        } catch {
          throw Failure(error, about: experiment)
        }
        if !quiet { context.print("\(name): ok\n") }
      } catch {
        failures.append(Failure(error))
      }
    }
    return context.report(failures)
  }
}
