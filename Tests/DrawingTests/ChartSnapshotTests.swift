import Testing

@testable import Drawing

/// Whole pictures, so that a change of their look is seen.
@Suite struct ChartSnapshotTests {
  private static let chart = Chart(
    title: "Two lines", description: "One rises, one falls.",
    panels: [
      Panel(
        x: Axis("epoch", .linear(0, 10), isWhole: true), y: Axis("accuracy", .linear(0, 1)),
        marks: [
          .line([Place(0, 0), Place(10, 1)], Stroke(.series(0)), symbol: .circle, label: "up"),
          .line([Place(0, 1), Place(10, 0)], Stroke(.series(1), .dashed), label: "down"),
        ])
    ], notes: ["A note."])

  @Test func unicode() {
    #expect(
      Self.chart.text(TextCanvasStyle(width: 40, height: 14)) == """
        Two lines
        accuracy
        1.0 ┤⠉⠂ ⣀⡀                  ⢀⣀⠤⠒● ● up
            │      ⠒⠄           ⣀⠤⠒⠊⠁
            │         ⠉⠁ ⠤⡀⣀⠤⠔⠊⠉
        0.5 ┤         ⣀⡠⠔⠒⠉ ⠒⠂ ⣀
            │    ⢀⡠⠤⠒⠉          ⠁ ⠤⠄
        0.0 ┤●⠤⠒⠉⠁                   ⠉⠂ ⣀   down
            └┴─────────────┴────────────┴
             0             5           10
                         epoch
        A note.

        """)
  }

  @Test func ascii() {
    #expect(
      Self.chart.text(TextCanvasStyle(width: 40, height: 14, isUnicode: false)) == """
        Two lines
        accuracy
        1.0 +++ ++                  ***** * up
            |      ++           *****
            |         ++ ++*****
        0.5 +         ***** ++ +
            |    *****          + ++
        0.0 +*****                   ++ +   down
            ++-------------+------------+
             0             5           10
                         epoch
        A note.

        """)
  }

  /// Without title, description and style sheet.
  @Test func svg() {
    let lines = Self.chart.svg(width: 300, height: 220).split(separator: "\n").map(String.init)
    let start = lines.firstIndex { $0.hasPrefix("<rect class=\"paper\"") } ?? 0
    #expect(
      lines[start...].joined(separator: "\n") == """
        <rect class="paper" width="300" height="220" fill="currentColor"/>
        <text class="ink" x="20" y="32" text-anchor="start" font-size="16" font-weight="bold" fill="currentColor">Two lines</text>
        <text class="faint" x="20" y="61" text-anchor="start" font-size="12" font-weight="normal" fill="currentColor">accuracy</text>
        <path class="grid" stroke="currentColor" d="M49.1 141H222.6M49.1 105.5H222.6M49.1 70H222.6"/>
        <path class="s0" fill="none" stroke="currentColor" stroke-width="2" stroke-opacity="1" stroke-dasharray="none" stroke-linejoin="round" d="M49.1 141L222.6 70"/>
        <path class="s0" fill="currentColor" stroke="none" stroke-width="1.5" d="M46.1 141a3 3 0 1 0 6 0a3 3 0 1 0 -6 0M219.6 70a3 3 0 1 0 6 0a3 3 0 1 0 -6 0"/>
        <path class="s1" fill="none" stroke="currentColor" stroke-width="2" stroke-opacity="1" stroke-dasharray="6 4" stroke-linejoin="round" d="M49.1 70L222.6 141"/>
        <text class="faint" x="41.1" y="145" text-anchor="end" font-size="12" font-weight="normal" fill="currentColor">0.0</text>
        <text class="faint" x="41.1" y="109.5" text-anchor="end" font-size="12" font-weight="normal" fill="currentColor">0.5</text>
        <text class="faint" x="41.1" y="74" text-anchor="end" font-size="12" font-weight="normal" fill="currentColor">1.0</text>
        <text class="faint" x="49.1" y="158" text-anchor="middle" font-size="12" font-weight="normal" fill="currentColor">0</text>
        <text class="faint" x="135.8" y="158" text-anchor="middle" font-size="12" font-weight="normal" fill="currentColor">5</text>
        <text class="faint" x="222.6" y="158" text-anchor="middle" font-size="12" font-weight="normal" fill="currentColor">10</text>
        <path class="axis" stroke="currentColor" d="M49.1 141H222.6M49.1 141v4M135.8 141v4M222.6 141v4"/>
        <text class="faint" x="135.8" y="174" text-anchor="middle" font-size="12" font-weight="normal" fill="currentColor">epoch</text>
        <path class="s0" fill="none" stroke="currentColor" stroke-width="1" stroke-opacity="0.4" stroke-dasharray="none" stroke-linejoin="round" d="M224.6 70L231.6 74"/>
        <path class="s0" fill="currentColor" stroke="none" stroke-width="1.5" d="M235.6 74a3 3 0 1 0 6 0a3 3 0 1 0 -6 0"/>
        <text class="s0" x="246.6" y="78" text-anchor="start" font-size="12" font-weight="normal" fill="currentColor">up</text>
        <text class="s1" x="246.6" y="143" text-anchor="start" font-size="12" font-weight="normal" fill="currentColor">down</text>
        <text class="faint" x="20" y="197" text-anchor="start" font-size="11" font-weight="normal" fill="currentColor">A note.</text>
        </svg>
        """)
  }
}
