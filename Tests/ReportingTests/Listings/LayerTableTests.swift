import Testing

@testable import Reporting

private let layers = [
  LayerRow(
    index: 0, name: "dense", options: "units: 1024", outputShape: "[1024]", trainableCount: 803_840,
    nonTrainableCount: 0),
  LayerRow(
    index: 1, name: "batch_norm", options: "", outputShape: "[1024]", trainableCount: 2048,
    nonTrainableCount: 2048),
]

@Test func layersHaveTheirTotals() {
  // 803840 + 2048 trainable, 2048 not.
  #expect(
    Report.layers(layers, heading: "B").text(.table) == """
      B

        #  layer       options      output shape  trainable  non-trainable
        ──────────────────────────────────────────────────────────────────
        0  dense       units: 1024  [1024]          803,840              0
        1  batch_norm               [1024]            2,048          2,048

        807,936 parameters: 805,888 trainable, 2,048 non-trainable.

      """)
}

@Test func machinesGetPlainCounts() {
  let report = Report.layers(layers)
  #expect(
    report.text(.csv) == """
      index,layer,options,output_shape,trainable,non_trainable
      0,dense,units: 1024,[1024],803840,0
      1,batch_norm,,[1024],2048,2048

      """)
  #expect(
    report.text(.json).contains(
      "\"parameters\": 807936,\n  \"trainable\": 805888,\n  \"non_trainable\": 2048,"))
}

@Test func absurdCountsDoNotOverflow() {
  let large = LayerRow(
    index: 0, name: "dense", options: "", outputShape: "", trainableCount: .max, nonTrainableCount: .max)
  #expect(Report.layers([large, large]).text(.json).contains("\"parameters\": 9223372036854775807"))
}
