import Schema

/// Axes of a tensor, counted from the front or, if negative, from the back. A spec gives an integer or a list.
/// The two cases keep apart what the spec wrote.
public enum Axes: Equatable, Sendable {
  case one(Int)
  case several([Int])

  public var list: [Int] {
    switch self {
    case .one(let axis): [axis]
    case .several(let axes): axes
    }
  }
}

extension Axes: ExpressibleByArrayLiteral {
  public init(arrayLiteral axes: Int...) { self = .several(axes) }
}

extension Codec where Value == Axes {
  static var axes: Codec {
    let list = Codec<[Int]>.list(of: .anyInteger, minimum: 1)
    return .either(
      Codec<Int>.anyInteger.map({ Axes.one($0) }) { $0.list.first ?? 0 },
      list.map({ Axes.several($0) }, \.list)
    ) { axes in
      switch axes {
      case .one(let axis): .integer(axis)
      case .several(let axes): list.write(axes)
      }
    }
  }
}
