import System
import Text

/// Round numbers along an axis.
struct AxisTicks: Equatable {
  struct Tick: Equatable {
    let value: Double
    let label: String

    /// The same tick without decimals.
    var whole: Tick { value.magnitude < 1e7 ? Tick(value: value, label: value.fixed(0)) : self }
  }

  let ticks: [Tick]

  /// Ticks at multiples of 1, 2 or 5 times a power of ten within the range.
  /// - Parameter count: the approximate number of ticks.
  init(from low: Double, to high: Double, count: Int) {
    let range = high - low
    guard low.isFinite, high.isFinite, range > 0, range.isFinite else {
      ticks = low.isFinite ? [Tick(value: low, label: low.brief)] : []
      return
    }
    let rough = range / Double(max(count, 1))
    let power = pow(10, log10(rough).rounded(.down))
    let step = [1, 2, 5].map { $0 * power }.first { $0 >= rough } ?? 10 * power
    // A tenth of the smallest numbers is zero.
    guard step > 0 else {
      ticks = []
      return
    }
    let decimals = max(0, Int((-log10(step)).rounded(.up)))
    let first = (low / step).rounded(.up)
    let places = Int(min((high / step).rounded(.down) - first, 100))
    ticks = (0...max(places, 0)).compactMap { place in
      let value = (first + Double(place)) * step
      guard value <= high + 1e-9 * range else { return nil }
      return Tick(
        value: value, label: decimals > 6 || value.magnitude >= 1e7 ? value.brief : value.fixed(decimals))
    }
  }

  /// Ticks at powers of ten, or at 1, 2 and 5 times these if the range has fewer than two of them.
  /// - Parameter count: the approximate number of ticks.
  init(logarithmicFrom low: Double, to high: Double, count: Int) {
    guard low > 0, high > low, high.isFinite else {
      ticks = []
      return
    }
    let powers = Int(log10(low).rounded(.down))...Int(log10(high).rounded(.up))
    func marks(_ digits: [Double], every step: Int = 1) -> [Tick] {
      powers.filter { $0 % step == 0 }.flatMap { power in
        digits.map { $0 * pow(10, Double(power)) }.filter { (low...high).contains($0) }
          .map { Tick(value: $0, label: Self.label(ofPower: power, $0)) }
      }
    }
    let decades = marks([1])
    if decades.count > max(count, 2) {
      ticks = marks([1], every: (decades.count - 1) / max(count, 2) + 1)
    } else if decades.count >= 3 {
      ticks = decades
    } else {
      let fine = marks([1, 2, 5])
      ticks = fine.count >= 2 ? fine : AxisTicks(from: low, to: high, count: count).ticks
    }
  }

  private static func label(ofPower power: Int, _ value: Double) -> String {
    switch power {
    case 0...5: value.fixed(0)
    case -4..<0: value.fixed(-power)
    default: value.brief
    }
  }
}
