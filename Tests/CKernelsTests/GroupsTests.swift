import CKernels
import Testing

/// Two rows of two groups. Each group has 2 × 3 values, which are not neighbours in memory, and one parameter for each
/// of its columns.
private let scattered = bnk_groups(
  group_rows: 2, group_row_stride: 12, group_columns: 2, group_column_stride: 1, rows: 2, row_stride: 6,
  columns: 3, column_stride: 2, group_parameters: 3, row_parameters: 0, column_parameters: 1)

/// For each group, the indices of its values and of the parameter that belongs to each value.
private func members(of groups: bnk_groups) -> [[(value: Int, parameter: Int)]] {
  (0..<groups.group_rows).flatMap { groupRow in
    (0..<groups.group_columns).map { groupColumn in
      (0..<groups.rows).flatMap { row in
        (0..<groups.columns).map { column in
          (
            value: groupRow * groups.group_row_stride + groupColumn * groups.group_column_stride
              + row * groups.row_stride + column * groups.column_stride,
            parameter: groupRow * groups.group_parameters + row * groups.row_parameters
              + column * groups.column_parameters
          )
        }
      }
    }
  }
}

@Suite struct GroupsTests {
  private let epsilon: Float = 0.001
  private let parameters = 6

  /// Compares all four kernels with their definitions in double precision, lane by lane. 13 of the 16 lanes are
  /// samples.
  @Test func kernelsAgreeWithTheirDefinitions() {
    var random = Random(61)
    let (count, samples) = (24, 13)
    let x0 = random.floats(count * 16)
    let dy0 = random.floats(count * 16)
    let (gamma0, beta0) = (random.floats(parameters), random.floats(parameters))
    var groups = scattered
    let lists = members(of: groups)
    let same = SameAcrossLevels()
    for level in allLevels() {
      let (x, dy) = (Floats(x0), Floats(dy0))
      let (gamma, beta) = (Floats(gamma0), Floats(beta0))
      let (mean, inverse) = (Floats(64, .nan), Floats(64, .nan))
      let (y, dx) = (Floats(count * 16, .nan), Floats(count * 16, .nan))
      let (sums, products) = (Floats(parameters * 16, 1), Floats(parameters * 16, 2))
      level.kernels.group_moments(&groups, epsilon, x.start, mean.start, inverse.start)
      level.kernels.group_normalize(
        &groups, samples, x.start, mean.start, inverse.start, gamma.start, beta.start, y.start)
      level.kernels.group_parameter_sums(
        &groups, samples, x.start, dy.start, mean.start, inverse.start, sums.start, products.start)
      level.kernels.group_input_gradient(
        &groups, samples, x.start, dy.start, mean.start, inverse.start, gamma.start, dx.start)
      #expect(same.check(level, mean, inverse, y, dx, sums, products))

      for lane in 0..<16 {
        var wantedSums = Array(repeating: 1.0, count: parameters)
        var wantedProducts = Array(repeating: 2.0, count: parameters)
        for (group, list) in lists.enumerated() {
          let values = list.map { Double(x0[$0.value * 16 + lane]) }
          let slopes = list.map { Double(dy0[$0.value * 16 + lane]) }
          let n = Double(values.count)
          let center = values.reduce(0, +) / n
          let variance = values.reduce(0) { $0 + ($1 - center) * ($1 - center) } / n
          let scale = 1 / (variance + Double(epsilon)).squareRoot()
          #expect(abs(Double(mean[group * 16 + lane]) - center) < 1e-6)
          #expect(abs(Double(inverse[group * 16 + lane]) - scale) < 1e-5)
          let normal = values.map { ($0 - center) * scale }
          let scaled = zip(list, slopes).map { $1 * Double(gamma0[$0.parameter]) }
          let offset = scaled.reduce(0, +) / n
          let factor = zip(scaled, normal).reduce(0) { $0 + $1.0 * $1.1 } / n
          for (i, member) in list.enumerated() {
            let index = member.value * 16 + lane
            guard lane < samples else {
              #expect(y[index] == 0 && dx[index] == 0)
              continue
            }
            let output = normal[i] * Double(gamma0[member.parameter]) + Double(beta0[member.parameter])
            #expect(abs(Double(y[index]) - output) < 1e-5)
            let gradient = scale * (scaled[i] - offset - normal[i] * factor)
            #expect(abs(Double(dx[index]) - gradient) < 1e-5)
            wantedSums[member.parameter] += slopes[i]
            wantedProducts[member.parameter] += slopes[i] * normal[i]
          }
        }
        for parameter in 0..<parameters {
          #expect(abs(Double(sums[parameter * 16 + lane]) - wantedSums[parameter]) < 1e-5)
          #expect(abs(Double(products[parameter * 16 + lane]) - wantedProducts[parameter]) < 1e-5)
        }
      }
    }
  }

  /// Without an epsilon, a group whose values are all the same gives 0·∞ = NaN, as it must. The lanes after the last
  /// sample must be zero nevertheless.
  @Test func padLanesStayZero() {
    var groups = bnk_groups(
      group_rows: 1, group_row_stride: 0, group_columns: 1, group_column_stride: 0, rows: 1, row_stride: 0,
      columns: 2, column_stride: 1, group_parameters: 0, row_parameters: 0, column_parameters: 1)
    for level in allLevels() {
      let (x, dy) = (Floats(32, 1), Floats(32, 1))
      let (mean, inverse, gamma, beta) = (Floats(16), Floats(16), Floats([1, 1]), Floats([0, 0]))
      let (y, dx) = (Floats(32, 5), Floats(32, 5))
      level.kernels.group_moments(&groups, 0, x.start, mean.start, inverse.start)
      level.kernels.group_normalize(
        &groups, 1, x.start, mean.start, inverse.start, gamma.start, beta.start, y.start)
      level.kernels.group_input_gradient(
        &groups, 1, x.start, dy.start, mean.start, inverse.start, gamma.start, dx.start)
      let (sums, products) = (Floats(32), Floats(32))
      level.kernels.group_parameter_sums(
        &groups, 1, x.start, dy.start, mean.start, inverse.start, sums.start, products.start)
      for index in 0..<32 {
        #expect(index % 16 == 0 ? y[index].isNaN && dx[index].isNaN : y[index] == 0 && dx[index] == 0)
        #expect(index % 16 == 0 || (sums[index] == 0 && products[index] == 0))
      }
    }
  }
}
