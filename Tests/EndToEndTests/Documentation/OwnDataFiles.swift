import Foundation

/// The data files of the page "Your own data". The page makes them with NumPy, which tests cannot rely on; these have the same
/// names, columns, shapes and types, and other random numbers.
enum OwnDataFiles {
  static let page = "Sources/bnlab/Documentation/OwnData.md"

  static func write(to bnlab: BnlabProcess) throws {
    var random = Random()
    let count = 400

    func table(_ name: String, _ header: String, _ row: (inout Random) -> [Double]) throws {
      let rows = (0..<count).map { _ in
        row(&random).map { $0 == $0.rounded() ? "\(Int($0))" : "\($0)" }.joined(separator: ",")
      }
      try bnlab.write(([header] + rows).joined(separator: "\n") + "\n", to: "data/\(name).csv")
    }
    try table("flowers", "length,width,kind") { random in
      let kind = Double(random.integer(below: 3))
      return [4 + kind + random.around0(), 1 + 0.4 * kind + random.around0(), kind]
    }
    try table("houses", "age,size,price,rent") { random in
      let (age, size) = (50 * random.next(), 40 + 160 * random.next())
      return [age, size, (2 * size - age + random.around0()) / 100, (size / 10 + random.around0()) / 10]
    }
    try table("sounds", "a,b,c,d,loud,deep") { random in
      let signal = (0..<4).map { _ in random.around0() }
      return signal + [signal[0] > 0 ? 1 : 0, signal[1] + signal[2] > 0 ? 1 : 0]
    }

    func write<Element>(_ name: String, _ shape: [Int], _ values: [Element], _ type: String) throws {
      let file = bnlab.directory.appendingPathComponent("data/\(name).npy")
      try npyBytes(shape, values, type: type).write(to: file)
    }
    let classes = (0..<count).map { _ in Int64(random.integer(below: 2)) }
    var pixels: [UInt8] = []
    var waves: [Double] = []
    for kind in classes {
      for position in 0..<(12 * 12 * 3) {
        let (x, channel) = (position / 3 % 12, position % 3)
        let isRedder = channel == 0 && x / 6 == Int(kind)
        pixels.append(UInt8(random.integer(below: 120) + (isRedder ? 60 : 0)))
      }
      for step in 0..<20 {
        let time = Double(step) * (0.3 + 0.3 * Double(kind))
        waves += [sin(time) + 0.2 * random.around0(), cos(time) + 0.2 * random.around0()]
      }
    }
    try write("halves_x", [count, 12, 12, 3], pixels, "|u1")
    try write("waves_x", [count, 20, 2], waves, "<f8")
    for name in ["halves_y", "waves_y"] { try write(name, [count], classes, "<i8") }
  }

  /// The same numbers on every machine: a linear congruential generator with Knuth's constants.
  private struct Random {
    private var state: UInt64 = 1

    /// Uniform in [0, 1).
    mutating func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) * 0x1p-53
    }

    /// Uniform in [−1, 1).
    mutating func around0() -> Double { 2 * next() - 1 }

    mutating func integer(below bound: Int) -> Int { Int(next() * Double(bound)) }
  }
}
