import Schema

/// Axes of a tensor, counted from the front or, negative, from the back; written as an integer or as a list.
public enum AxesSpec: Equatable, Sendable {
  case one(Int)
  case several([Int])

  public var axes: [Int] {
    switch self {
    case .one(let axis): [axis]
    case .several(let axes): axes
    }
  }
}

extension Codec where Value == AxesSpec {
  static var axes: Codec {
    let list = Codec<[Int]>.list(of: .anyInteger, minimum: 1)
    return .either(
      Codec<Int>.anyInteger.map({ AxesSpec.one($0) }) { $0.axes.first ?? 0 },
      list.map({ AxesSpec.several($0) }, \.axes)
    ) { axes in
      switch axes {
      case .one(let axis): .integer(axis)
      case .several(let axes): list.write(axes)
      }
    }
  }
}
