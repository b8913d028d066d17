/// The parts that all SVG files have in common. Pictures are readable on light and on dark pages.
enum Picture {
  /// A whole SVG file.
  /// - Parameters:
  ///   - width: in pixels.
  ///   - height: in pixels.
  ///   - title: what the picture shows, for screen readers.
  ///   - description: a sentence or two for readers who cannot see the picture.
  static func document(
    width: Double, height: Double, title: String, description: String, content: (inout Markup) -> Void
  ) -> String {
    var markup = Markup()
    markup.element(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "width": width.coordinate, "height": height.coordinate,
        "viewBox": "0 0 \(width.coordinate) \(height.coordinate)", "role": "img",
        "aria-labelledby": "title description",
      ]
    ) { markup in
      markup.element("title", ["id": "title"], text: title)
      markup.element("desc", ["id": "description"], text: description)
      markup.element("style", text: style)
      markup.element("rect", ["width": "100%", "height": "100%", "class": "paper"])
      content(&markup)
    }
    return markup.text
  }

  private static let style = """
    text { font-family: sans-serif; font-size: 12px; fill: #1f2328; }
    .title { font-size: 17px; font-weight: bold; }
    .heading { font-size: 14px; font-weight: bold; }
    .faint { fill: #59636e; }
    .paper { fill: #ffffff; }
    .frame { fill: none; stroke: #818b98; }
    .axis { stroke: #818b98; }
    .grid { stroke: #d1d9e0; }
    .bars { fill: #31688e; }
    .band { fill: #31688e; fill-opacity: 0.12; }
    .mark { stroke: #bc4c00; stroke-width: 2; }
    .marked { fill: #bc4c00; }
    .bad { color: #d1242f; }
    @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc; }
    .faint { fill: #9198a1; }
    .paper { fill: #0d1117; }
    .frame { stroke: #656c76; }
    .axis { stroke: #656c76; }
    .grid { stroke: #3d444d; }
    .bars { fill: #35b779; }
    .band { fill: #35b779; fill-opacity: 0.15; }
    .mark { stroke: #f0883e; }
    .marked { fill: #f0883e; }
    .bad { color: #f85149; }
    }
    """
}
