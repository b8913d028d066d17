import Testing

@testable import Reporting

@Test func everyOutcome() {
  let junit = JUnit(suites: [
    JUnit.Suite(
      name: "a<b",
      cases: [
        JUnit.Case(name: "one", className: "c", outcome: .passed, seconds: 1.5),
        JUnit.Case(name: "two", className: "c", outcome: .failed("1 < 2\n\"x\"")),
        JUnit.Case(name: "three", className: "c", outcome: .error("\u{1B}[1m")),
        JUnit.Case(name: "four", className: "c", outcome: .skipped("s"), output: "a & b"),
      ])
  ])
  #expect(
    junit.xml == """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="bnlab" tests="4" failures="1" errors="1" skipped="1">
        <testsuite name="a&lt;b" tests="4" failures="1" errors="1" skipped="1">
          <testcase name="one" classname="c" time="1.500"/>
          <testcase name="two" classname="c">
            <failure message="1 &lt; 2&#10;&quot;x&quot;"/>
          </testcase>
          <testcase name="three" classname="c">
            <error message="\u{FFFD}[1m"/>
          </testcase>
          <testcase name="four" classname="c">
            <skipped message="s"/>
            <system-out>a &amp; b</system-out>
          </testcase>
        </testsuite>
      </testsuites>

      """)
}
