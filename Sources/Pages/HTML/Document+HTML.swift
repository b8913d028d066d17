import Reporting

extension Document {
  /// The blocks of a report as HTML.
  /// - Parameters:
  ///   - level: that of its headings: 4 for `h4`.
  ///   - subject: what it is about, for the captions of tables without a heading.
  func html(level: Int, subject: String) -> [HTML] {
    var caption = subject
    return blocks.map { block in
      switch block {
      case .heading(let text):
        caption = "\(subject): \(text)"
        return tag("h\(level)", [:], .text(text))
      case .table(let table): return table.html(caption: caption)
      case .paragraph(let text): return tag("p", [:], .text(text))
      case .list(let items): return HTML.list(items)
      case .code(let text): return HTML.code(text)
      case .fields(let title, let fields):
        return tag(
          "div", [:], tag("h\(level)", [:], .text(title)),
          HTML.list(fields.map { "\($0.label): \($0.text)" }))
      case .lines(let title, let lines):
        return tag("div", [:], tag("p", [:], .text(title)), HTML.list(lines))
      }
    }
  }
}

extension HTML {
  static func list(_ items: [String]) -> HTML {
    tag("ul", [:], all: items.map { tag("li", [:], .text($0)) })
  }

  /// Commands and other text with its line ends, that can be copied.
  static func code(_ text: String) -> HTML {
    tag("pre", [:], tag("code", [:], .text(text)))
  }

  /// A container that scrolls where the window is too narrow. It takes the focus, so that it can be scrolled from the
  /// keyboard.
  static func scrolling(_ label: String, _ content: HTML) -> HTML {
    tag("div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": label], content)
  }

  /// What is opened by a click.
  static func details(_ title: String, className: String = "", _ content: [HTML]) -> HTML {
    tag("details", ["class": className], all: [tag("summary", [:], .text(title))] + content)
  }
}
