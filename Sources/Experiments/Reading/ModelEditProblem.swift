import Schema

/// What can be wrong with the edits of a model, in `edit_model` or in overrides.
enum ModelEditProblem: ProblemReason {
  /// An entry of `edit_model` in another notation.
  case malformed(String)
  /// An override in the notation of an edit, but of another key than an entry of the model.
  case notAnEntry(String)
  case removalWithValue(Int)
  /// No entry to insert before. `layers`: the names of the layers.
  case noPlace(Int, layers: [String])
  /// No entry to remove.
  case noSuchLayer(Int, layers: [String])
  case removedTwice(Int, layer: String)
  /// An override of a value inside a layer that another override removes.
  case overrideOfRemoved(Int)
  case noLayerLeft
  /// `edit_model` in a spec that extends no other.
  case nothingExtended
  /// `edit_model` beside a `model` in the same file.
  case besideModel

  var kind: SpecError.Kind {
    switch self {
    case .notAnEntry, .removalWithValue: .usage
    case .malformed, .noPlace, .noSuchLayer, .removedTwice, .overrideOfRemoved, .noLayerLeft,
      .nothingExtended,
      .besideModel:
      .invalid
    }
  }

  var message: String {
    switch self {
    case .malformed(let text):
      "\(Phrase.quoted(text)) is not an edit; expected N+=LAYER, which inserts a layer before entry N,"
        + " or N-, which removes entry N"
    case .notAnEntry(let key):
      "\(Phrase.quoted(key)) is not an edit; only the model can be edited: model.N+=LAYER inserts a layer"
        + " before entry N, and model.N- removes entry N"
    case .removalWithValue(let index): "a removal has no value; expected model.\(index)-"
    case .noPlace(let index, let layers):
      "there is no entry \(index) to insert before; expected 0 to \(layers.count), where \(layers.count) appends"
        + Self.listed(layers)
    case .noSuchLayer(let index, let layers):
      "there is no entry \(index) to remove" + Self.listed(layers)
    case .removedTwice(let index, let layer): "entry \(index) (\(layer)) is removed twice"
    case .overrideOfRemoved(let index):
      "entry \(index) is removed by model.\(index)-; leave out one of the two"
    case .noLayerLeft: "these edits leave no layer"
    case .nothingExtended:
      #"edit_model edits the model of the spec that "extends" names, but this spec has no "extends""#
    case .besideModel:
      #"this spec has a "model" of its own; write the layers there, or leave it out to edit the inherited model"#
    }
  }

  /// Which layer is which entry.
  private static func listed(_ layers: [String]) -> String {
    guard !layers.isEmpty else { return "; the model is empty" }
    return "; the entries are \(layers.enumerated().map { "\($0) \($1)" }.joined(separator: ", "))"
  }
}

extension SpecProblem.Reason {
  static func edit(_ problem: ModelEditProblem) -> Self { .particular(ParticularReason(problem)) }
}
