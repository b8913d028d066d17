/// A study of two short runs with a claim about a layer, which reads the weights of the finished runs.
enum LayerStudy {
  static let experiment = "circles-after-activation+training.epochs=2"

  /// - Parameter claims: more of them, after the one about the layer.
  static func text(_ claims: String = "") -> String {
    #"""
    { "seeds": 2,
      "experiments": [{ "name": "short", "experiment": "circles-after-activation", "set": ["training.epochs=2"] }],
      "claims": [
        { "name": "zeros", "says": "s", "is": { "between": { "low": -99, "high": 99 } },
          "figure": { "experiment": "short", "layer": 1, "statistic": "zeros", "samples": 128 } },
    \#(claims)
      ] }
    """#
  }
}
