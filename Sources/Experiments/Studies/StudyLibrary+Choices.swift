import Schema

/// Studies with what their articles leave open.
extension StudyLibrary {
  /// The study once for each combination of what its article leaves open, with the claims that this can change.
  /// - Parameter isQuick: whether only the values of the short form are combined, and the runs are shortened.
  /// - Returns: none if the study has no choices.
  /// - Throws: `SpecError` with everything that is wrong with the study, its choices and their combinations.
  public func combinations(_ study: String, isQuick: Bool) throws(SpecError) -> [ResolvedStudy] {
    let document = try document(study)
    if document.spec.choices.isEmpty { return [] }
    var lookup = StudyLookup(document, experiments)
    return try Self.combinations(
      &lookup, ChoiceChanges(document), document.spec.choices.combinations(isQuick: isQuick), isQuick: isQuick
    ).compactMap { $0.onlyVaried() }
  }

  /// More combinations than this are not all checked, only those that differ from the first one in at most two choices.
  private static let maximumChecked = 500

  /// Checks what the article leaves open: the combinations of `--choices`, and those of the short form.
  /// - Returns: the study in each combination that was tried.
  /// - Throws: `SpecError` with everything that is wrong.
  public func checkedCombinations(_ study: String) throws(SpecError) -> [ResolvedStudy] {
    let document = try document(study)
    if document.spec.choices.isEmpty { return [] }
    let changes = try ChoiceChanges(document)
    var lookup = StudyLookup(document, experiments)
    var studies: [ResolvedStudy] = []
    var problems: [SpecProblem] = []
    for isQuick in [false, true] {
      var tried = document.spec.choices.combinations(isQuick: isQuick)
      if tried.count > Self.maximumChecked, let first = tried.first {
        tried = tried.filter { zip($0.indices, first.indices).count { $0 != $1 } <= 2 }
      }
      do throws(SpecError) {
        studies += try Self.combinations(&lookup, changes, tried, isQuick: isQuick)
      } catch {
        // What the whole study has is told once.
        problems += error.problems.filter { problem in !problems.contains { $0.isAtPlace(of: problem) } }
      }
    }
    guard problems.isEmpty else { throw SpecError(problems) }
    return studies
  }

  private static func combinations(
    _ lookup: inout StudyLookup, _ changes: ChoiceChanges, _ tried: [Combination], isQuick: Bool
  ) throws(SpecError) -> [ResolvedStudy] {
    var studies: [ResolvedStudy] = []
    var problems = CombinationProblems()
    for combination in tried {
      do throws(SpecError) {
        studies.append(
          try ResolvedStudy(
            &lookup, isQuick: isQuick, variation: changes.variation(combination), overrides: []))
      } catch {
        problems.add(error.problems, in: combination)
      }
    }
    let found =
      problems.isEmpty
      ? lookup.document.repeatedValues(in: studies, isQuick: isQuick)
      : problems.named(lookup.document.spec.choices, tried: tried)
    guard found.isEmpty else { throw SpecError(found) }
    return studies
  }
}
