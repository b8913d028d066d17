import CommandLineTool
import Datasets
import Experiments
import Training

extension CheckCommand {
  /// Says for each spec that it is right, or everything that is wrong with it.
  func execute(in context: ProgramContext) throws -> ExitStatus {
    let library = context.experiments
    let studies = context.studies
    let names = files.isEmpty ? try library.entries().map(\.name) : files.filter { !studies.isStudy($0) }
    let studyNames = files.isEmpty ? try studies.names() : files.filter(studies.isStudy)
    var failures: [Failure] = []
    for name in studyNames {
      do {
        _ = try studies.resolve(name)
        _ = try studies.resolve(name, isQuick: true)
        if !quiet { context.print("\(files.isEmpty ? "study \(name)" : name): ok\n") }
      } catch {
        failures.append(Failure(error))
      }
    }
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
