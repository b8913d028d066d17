import Schema

/// What is wrong with combinations of choices. Each problem is told once, with the values that it comes from.
struct CombinationProblems {
  private var found: [(problem: SpecProblem, combinations: [Combination])] = []

  var isEmpty: Bool { found.isEmpty }

  mutating func add(_ problems: [SpecProblem], in combination: Combination) {
    for problem in problems {
      // Others at the same place are the same one, whose message has the overrides of its own combination.
      let index = found.firstIndex { known in
        known.combinations.last != combination && known.problem.isAtPlace(of: problem)
      }
      if let index {
        found[index].combinations.append(combination)
      } else {
        found.append((problem, [combination]))
      }
    }
  }

  /// The problems. Those that not all combinations have name the values that all theirs have in common, or, if these are
  /// not the whole cause, the first of their combinations.
  /// - Parameter tried: all combinations, those without a problem too.
  func named(_ choices: [ChoiceSpec], tried: [Combination]) -> [SpecProblem] {
    let varied = choices.indices.filter { choice in Set(tried.map { $0.indices[choice] }).count > 1 }
    return found.map { problem, combinations in
      guard combinations.count < tried.count, SpecError(problem).kind == .invalid else { return problem }
      let first = combinations[0]
      let common = varied.filter { choice in
        combinations.allSatisfy { $0.indices[choice] == first.indices[choice] }
      }
      let alike = tried.filter { other in common.allSatisfy { other.indices[$0] == first.indices[$0] } }
      let used = alike.count == combinations.count ? common : varied
      return SpecProblem(
        at: problem.location, path: problem.path,
        .other("with \(first.text(choices, of: used)): \(problem.message)"))
    }
  }
}

extension SpecProblem {
  /// Whether both are at the same place, whatever is wrong there.
  func isAtPlace(of other: SpecProblem) -> Bool { location == other.location && path == other.path }
}
