@testable import Drawing

/// Charts with everything that makes drawing hard.
enum SampleCharts {
  static let all: [(name: String, chart: Chart)] = [
    ("crowded", crowded), ("odd numbers", oddNumbers), ("logarithmic", logarithmic), ("forest", forest),
    ("bars", bars), ("cells", cells), ("many panels", panels), ("empty", empty), ("scatter", scatter),
  ]

  /// Eight lines that end at the same value.
  static let crowded = Chart(
    title: "Lines that end at <nearly> the same place & a title that is much too long for a narrow picture",
    description: "Eight lines.",
    panels: [
      Panel(
        x: Axis("epoch", .linear(1, 100), isWhole: true), y: Axis("accuracy", .linear(0.4, 1)),
        marks: (0..<8).map { index in
          .line(
            (1...100).map { Place(Double($0), 0.8 - 1 / Double($0 + index) + 0.001 * Double(index)) },
            Stroke(.series(index), index.isMultiple(of: 2) ? .solid : .dashed), symbol: .ofSeries(index),
            label: "series \(index)")
        } + [.rule(.horizontal, at: 0.801, Stroke(.series(0), .dotted), label: "published 0.801")])
    ], key: [KeyEntry(.line(Stroke(.ink, .dashed), nil), "training")], notes: ["A remark."])

  static let oddNumbers = Chart(
    title: "", description: "",
    panels: [
      Panel(
        x: Axis("x", Scale(fitting: [0, 1e308, -1e308])), y: Axis("y", Scale(fitting: [.nan, 3, .infinity])),
        marks: [
          .line(
            [Place(0, 3), Place(.nan, 1), Place(1e308, .infinity), Place(-1e308, 1e300), Place(2, -1e300)],
            Stroke(.series(0)), label: String(repeating: "long", count: 60)),
          .band([.init(x: 0, low: -.infinity, high: 3), .init(x: 1, low: 2, high: 1e308)], .series(0)),
          .span(.horizontal, from: -.infinity, to: 3, .good),
        ])
    ])

  static let logarithmic = Chart(
    title: "Loss", description: "",
    panels: [
      Panel(
        x: Axis("step", Scale(fitting: [1, 1000], isLogarithmic: true)),
        y: Axis("loss", Scale(fitting: [0, 1e-7, 20], isLogarithmic: true)),
        marks: [.line((0...1000).map { Place(Double($0), 20 / Double($0)) }, Stroke(.series(0)), label: "a")])
    ])

  static let forest = Chart(
    title: "Claims", description: "",
    panels: [
      Panel(
        x: Axis("difference", .linear(-0.2, 0.3)),
        y: Axis(
          "", .categories(["first", "second claim with a very long name that goes on and on", "third"]),
          isDownward: true),
        marks: [
          .rule(.vertical, at: 0, Stroke(.faint)),
          .line([Place(-0.1, 0), Place(0.2, 0)], Stroke(.good)),
          .points([Place(0.1, 0)], .circle, .good, label: "reproduced"),
          .line([Place(-0.9, 1), Place(2, 1)], Stroke(.bad)),
          .points([Place(0.1, 1)], .cross, .bad, label: "not reproduced"),
        ])
    ])

  static let bars = Chart(
    title: "Histogram", description: "",
    panels: [
      Panel(
        x: Axis("value", .linear(-3, 3)), y: Axis("share of the values", .linear(0, 0.2)),
        marks: [
          .bars(
            (0..<20).map {
              .init(from: -3 + 0.3 * Double($0), to: -2.7 + 0.3 * Double($0), height: 0.01 * Double($0))
            }, .series(0)),
          .span(.vertical, from: -1, to: 1, .series(1)),
          .rule(.vertical, at: 2.95, Stroke(.series(1)), label: "mean 2.95"),
          .rule(.vertical, at: 2.9, Stroke(.series(2)), label: "median 2.9"),
        ])
    ])

  static let cells = Chart(
    title: "Images", description: "",
    panels: (0..<3).map { index in
      Panel(
        title: "layer \(index)", subtitle: "dense relu (4)", x: .hidden(0, 2),
        y: .hidden(0, 2, isDownward: true),
        marks: [
          .cells(
            CellGrid(columns: 2, values: [0, 1, -2, index == 1 ? .nan : 3]), Area(x: 0...2, y: 0...2),
            .diverging(limit: 3))
        ], aspect: 1, shading: index == 2 ? .sequential(from: 1, to: 1) : .diverging(limit: 3))
    }, columns: 3)

  static let panels = Chart(
    title: "Four panels", description: "",
    panels: (0..<4).map { index in
      var panel = crowded.panels[0]
      panel.title = "Panel \(index) with a heading that does not fit into a narrow panel at all"
      return panel
    }, columns: 2)

  static let empty = Chart(title: "Nothing", description: "", panels: [])

  static let scatter = Chart(
    title: "Points", description: "",
    panels: [
      Panel(
        x: Axis("x", .linear(-1, 1)), y: Axis("y", .linear(-1, 1)),
        marks: Symbol.allCases.enumerated().map { index, symbol in
          .points(
            [Place(-1, -1), Place(1, 1), Place(0, 0.1 * Double(index))], symbol, .series(index),
            label: "class \(index)")
        } + [
          .text("here", Place(0, 0), .middle, .ink), .box(Area(x: -0.5...0.5, y: -0.5...0.5), .series(1)),
        ],
        aspect: 1)
    ])
}
