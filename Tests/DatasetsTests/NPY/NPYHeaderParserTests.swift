import Testing

@testable import Datasets

struct NPYHeaderParserTests {
  private func parse(_ text: String) throws(NPYProblem) -> NPYHeaderParser.Fields {
    var parser = NPYHeaderParser(Array(text.utf8))
    return try parser.parse()
  }

  @Test func toleratesSpacingAndOrder() throws {
    for text in [
      "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }          \n",
      "{'shape':(3,4),'fortran_order':False,'descr':'<f4'}",
      "\n{ \"descr\" : \"<f4\" ,\t'fortran_order' : False , 'shape' : ( 3L , 4L , ) }\n",
    ] {
      let fields = try parse(text)
      #expect(fields.shape == [3, 4])
      #expect(fields.dataType == NPYDataType(.float32))
      #expect(!fields.isFortranOrder)
    }
    #expect(try parse("{'descr': '|u1', 'fortran_order': True, 'shape': (5,)}").shape == [5])
    #expect(try parse("{'descr': '|u1', 'fortran_order': True, 'shape': ()}").shape == [])
    #expect(try parse("{'descr': '|u1', 'fortran_order': True, 'shape': ()}").isFortranOrder)
  }

  @Test(arguments: [
    "", "{", "[]", "{}", "{'descr': '<f4', 'fortran_order': False}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4)} x",
    "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (3, 4)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), 'more': 1}",
    "{'descr': '<f4', 'fortran_order': 0, 'shape': (3, 4)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (3)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': [3, 4]}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (3 4)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (-3, 4)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (3.0, 4)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999, 4)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4",
    "{'descr': '<f4, 'fortran_order': False, 'shape': (3, 4)}", "{'descr",
  ])
  func refusesEverythingElse(_ text: String) {
    #expect {
      _ = try parse(text)
    } throws: { error in
      if case .badHeader = error as? NPYProblem { return true }
      if case .unsupportedType = error as? NPYProblem { return true }
      return false
    }
  }

  @Test func refusesTooManyAxes() {
    let ones = String(repeating: "1, ", count: 33)
    #expect(throws: NPYProblem.badHeader("the shape has 33 axes")) {
      _ = try parse("{'descr': '<f4', 'fortran_order': False, 'shape': (\(ones))}")
    }
  }
}
