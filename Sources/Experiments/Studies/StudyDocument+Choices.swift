import Schema

/// What can be wrong with the choices of a study.
extension StudyDocument {
  /// What is wrong with the choices by themselves.
  func choiceProblems(of spec: StudySpec) -> [SpecProblem] {
    if spec.choices.combinationCount == nil {
      return [problem(at: [.key("choices")], .study(.tooManyCombinations))]
    }
    return spec.choices.enumerated().compactMap { index, choice in
      choice.values.contains(where: \.isQuick)
        ? nil
        : problem(at: [.key("choices"), .index(index), .key("values")], .study(.noQuickValue(choice.name)))
    }
  }

  /// Values that make the same experiments as another value of their choice. Their combinations would be judged twice, under
  /// different names.
  /// - Parameter studies: the study in its combinations. Those that differ in one choice from the first one are compared with
  ///   it.
  func repeatedValues(in studies: [ResolvedStudy], isQuick: Bool) -> [SpecProblem] {
    guard let first = studies.first?.combination else { return [] }
    return spec.choices.enumerated().flatMap { index, choice -> [SpecProblem] in
      let steps: [SpecPath.Step] = [.key("choices"), .index(index), .key("values")]
      var seen: [(value: Int, specs: [ExperimentSpec])] = []
      var repeated: [(value: Int, original: Int)] = []
      for study in studies {
        guard let value = study.combination?.indices[index], study.combination == first.with(value, of: index)
        else { continue }
        let specs = study.subjects.map(\.experiment.spec.undescribed)
        if let original = seen.first(where: { $0.specs == specs }) {
          repeated.append((value, original.value))
        } else {
          seen.append((value, specs))
        }
      }
      if seen.count == 1, !repeated.isEmpty {
        return [problem(at: steps, .study(.choiceWithoutEffect(choice.name, isQuick: isQuick)))]
      }
      return repeated.map { value, original in
        let names = (choice.values[value].name, choice.values[original].name)
        return problem(
          at: steps + [.index(value)],
          .study(.sameValues(names.0, names.1, choice: choice.name, isQuick: isQuick)))
      }
    }
  }
}

extension Combination {
  /// The same with another value of a choice.
  fileprivate func with(_ value: Int, of choice: Int) -> Combination {
    var indices = indices
    indices[choice] = value
    return Combination(indices: indices)
  }
}

extension ExperimentSpec {
  /// Without name and descriptions, which have no effect on the runs.
  fileprivate var undescribed: ExperimentSpec {
    var spec = self
    (spec.name, spec.title, spec.source, spec.published, spec.notes) = ("", nil, nil, [:], [])
    return spec
  }
}
