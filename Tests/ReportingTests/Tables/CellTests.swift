import Testing

@testable import Reporting

@Test func figuresAreRoundedForPeopleAndKeptForMachines() {
  let cell = Cell.figure(0.123456789)
  #expect(cell.shown == "0.1235")
  #expect(cell.value == .number(0.123456789))
  #expect(Cell.figure(nil) == .blank)
  #expect(Cell.figure(.nan).shown == "nan")
}

@Test func differencesShowTheirSign() {
  #expect(Cell.difference(0.00154, .share).shown == "+0.0015")
  // A difference of losses has the decimals of the losses.
  #expect(Cell.difference(-0.0566, among: [0.5, 0.5566]).shown == "-0.0566")
}

@Test func deviationIsShownWhereThereIsOne() {
  #expect(Cell.meanAndDeviation(0.832, 0.0048).shown == "0.8320 ± 0.0048")
  #expect(Cell.meanAndDeviation(0.832, nil).shown == "0.8320")
  #expect(Cell.meanAndDeviation(nil, nil) == .blank)
  #expect(Cell.meanAndDeviation(0.832, 0.0048).value == .number(0.832))
}

@Test(arguments: [
  (0, "0"), (999, "999"), (1000, "1,000"), (1_462_538, "1,462,538"), (-1234, "-1,234"),
  (Int.min, "-9,223,372,036,854,775,808"),
])
func countsHaveTheirThousandsApart(count: Int, shown: String) {
  #expect(Cell.count(count).shown == shown)
}

@Test func durationsAreShownInUnits() {
  #expect(Cell.duration(seconds: 184).shown == "3 min 04 s")
  #expect(Cell.duration(seconds: 184).value == .number(184))
}

@Test func textStaysOnOneLine() {
  #expect(Cell.text("two\nlines").shown == "two lines")
  #expect(Cell.text("two\nlines").value == .text("two\nlines"))
}

@Test func smallProbabilitiesAreBounded() {
  #expect(Cell.probability(0.0321).shown == "0.032")
  #expect(Cell.probability(0.0002).shown == "< 0.001")
  #expect(Cell.probability(0.0002).value == .number(0.0002))
}
