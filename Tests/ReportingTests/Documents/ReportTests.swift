import Testing

@testable import Reporting

private let report = Report(
  Table(
    [.init("name"), .init("empty"), .init("value", .right)], rows: [[.text("A"), .blank, .figure(0.25)]]),
  name: "things", heading: "Things", remarks: ["That is all."])

@Test func oneReportHasEveryFormat() {
  #expect(
    report.text(.table) == """
      Things

        name   value
        ────────────
        A     0.2500

        That is all.

      """)
  #expect(report.text(.markdown).hasPrefix("## Things\n\n| name | value |\n"))
  #expect(report.text(.csv) == "name,empty,value\nA,,0.25\n")
  #expect(
    report.text(.json) == """
      {
        "format": 1,
        "kind": "things",
        "things": [
          { "name": "A", "empty": null, "value": 0.25 }
        ]
      }

      """)
}

@Test(arguments: ReportFormat.allCases)
func everyFormatEndsItsLastLine(format: ReportFormat) {
  #expect(report.text(format).hasSuffix("\n"))
  #expect(!report.text(format).hasSuffix("\n\n"))
}
