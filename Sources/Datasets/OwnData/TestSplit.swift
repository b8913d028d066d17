/// Divides the samples of one file into a training set and a test set, as scikit-learn's
/// [train_test_split](https://scikit-learn.org/stable/modules/generated/sklearn.model_selection.train_test_split.html)
/// does.
struct TestSplit: Equatable {
  /// The rows of the test set, in ascending order.
  let testRows: TestRows
  /// The number of all rows.
  let count: Int

  enum TestRows: Equatable {
    /// The last rows, this many.
    case last(Int)
    /// These rows.
    case chosen([Int])
  }

  var testCount: Int {
    switch testRows {
    case .last(let count): count
    case .chosen(let rows): rows.count
    }
  }

  var trainCount: Int { count - testCount }

  /// The number of test samples: ⌈fraction · count⌉, computed in double precision as in scikit-learn.
  static func testCount(of count: Int, fraction: Double) -> Int {
    let exact = (Double(count) * fraction).rounded(.up)
    return exact >= Double(count) ? count : max(Int(exact), 0)
  }

  /// - Parameters:
  ///   - seed: chooses the rows that scikit-learn chooses with this `random_state`: the first ones of
  ///     `RandomState(seed).permutation(count)`. Nil: the last rows.
  ///   - name: names the array in errors.
  /// - Throws: `noSamples`, or `emptySplit` if one of the sets would be empty.
  init(count: Int, fraction: Double, seed: UInt32?, name: String) throws(DatasetError) {
    guard count > 0 else { throw .noSamples(name) }
    let testCount = Self.testCount(of: count, fraction: fraction)
    guard testCount > 0, testCount < count else {
      throw .emptySplit(name, samples: count, testSamples: testCount)
    }
    self.count = count
    if let seed {
      var generator = MT19937(seed: seed)
      testRows = .chosen(generator.permutation(count)[..<testCount].sorted())
    } else {
      testRows = .last(testCount)
    }
  }

  /// Moves the test rows behind the training rows. Within each set the rows keep their order in the file.
  /// - Parameter rows: `count` rows of `width` elements.
  func arrange<Element>(_ rows: UnsafeMutableBufferPointer<Element>, width: Int) {
    guard case .chosen(let testRows) = testRows, width > 0 else { return }
    var scratch: [Element] = []
    scratch.reserveCapacity(testRows.count * width)
    var target = testRows[0] * width
    for (index, row) in testRows.enumerated() {
      scratch += rows[(row * width)..<((row + 1) * width)]
      let end = index + 1 < testRows.count ? testRows[index + 1] : count
      // Rows move towards the beginning, so that an element is never overwritten before it is read.
      for source in ((row + 1) * width)..<(end * width) {
        rows[target] = rows[source]
        target += 1
      }
    }
    for element in scratch {
      rows[target] = element
      target += 1
    }
  }

  /// The labels of both sets.
  func split(_ labels: Labels) -> (train: Labels, test: Labels) {
    func parts<Element>(_ elements: [Element], width: Int) -> ([Element], [Element]) {
      var elements = elements
      elements.withUnsafeMutableBufferPointer { arrange($0, width: width) }
      return (Array(elements[..<(trainCount * width)]), Array(elements[(trainCount * width)...]))
    }
    switch labels {
    case .classes(let classes):
      let (train, test) = parts(classes, width: 1)
      return (.classes(train), .classes(test))
    case .values(let values, let columns):
      let (train, test) = parts(values, width: columns)
      return (.values(train, columns: columns), .values(test, columns: columns))
    }
  }
}
