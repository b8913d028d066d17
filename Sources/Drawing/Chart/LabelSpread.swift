/// Moves labels along a line until none overlap.
enum LabelSpread {
  /// The nearest positions to those wanted that are at least `distance` apart and within the range. Labels that are wanted
  /// at almost the same position keep their order.
  ///
  /// Labels that would overlap form a group around the mean of their wanted positions; groups that touch are merged. If
  /// there is too little room for all, the last ones lie beyond the range's end.
  static func spread(_ wanted: [Double], distance: Double, in range: ClosedRange<Double>) -> [Double] {
    struct Group {
      var members: [Int]
      var start: Double
    }
    let order = wanted.indices.sorted { one, other in
      let steps = [one, other].map { (wanted[$0] / distance).rounded() }
      return (steps[0], one) < (steps[1], other)
    }
    func start(_ members: [Int]) -> Double {
      // The first position that makes the mean distance to the wanted ones zero.
      let sum = members.enumerated().reduce(0.0) { $0 + wanted[$1.element] - Double($1.offset) * distance }
      let last = range.upperBound - Double(members.count - 1) * distance
      return max(min(sum / Double(members.count), last), range.lowerBound)
    }
    var groups: [Group] = []
    for index in order {
      groups.append(Group(members: [index], start: start([index])))
      while groups.count > 1 {
        let (above, below) = (groups[groups.count - 2], groups[groups.count - 1])
        guard above.start + Double(above.members.count) * distance > below.start else { break }
        let members = above.members + below.members
        groups.removeLast(2)
        groups.append(Group(members: members, start: start(members)))
      }
    }
    var positions = wanted
    for group in groups {
      for (offset, member) in group.members.enumerated() {
        positions[member] = group.start + Double(offset) * distance
      }
    }
    return positions
  }
}
