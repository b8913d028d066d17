// The C library's functions in double precision, by their own names, for all platforms. Libraries differ in the last
// bit, so results are rounded to float32 before they become part of data or weights.

#if canImport(Glibc)
  import Glibc

  public func exp(_ x: Double) -> Double { Glibc.exp(x) }
  public func log(_ x: Double) -> Double { Glibc.log(x) }
  public func log1p(_ x: Double) -> Double { Glibc.log1p(x) }
  public func log10(_ x: Double) -> Double { Glibc.log10(x) }
  public func pow(_ base: Double, _ exponent: Double) -> Double { Glibc.pow(base, exponent) }
  public func sin(_ x: Double) -> Double { Glibc.sin(x) }
  public func cos(_ x: Double) -> Double { Glibc.cos(x) }
  public func erfc(_ x: Double) -> Double { Glibc.erfc(x) }
#else
  import Darwin

  public func exp(_ x: Double) -> Double { Darwin.exp(x) }
  public func log(_ x: Double) -> Double { Darwin.log(x) }
  public func log1p(_ x: Double) -> Double { Darwin.log1p(x) }
  public func log10(_ x: Double) -> Double { Darwin.log10(x) }
  public func pow(_ base: Double, _ exponent: Double) -> Double { Darwin.pow(base, exponent) }
  public func sin(_ x: Double) -> Double { Darwin.sin(x) }
  public func cos(_ x: Double) -> Double { Darwin.cos(x) }
  public func erfc(_ x: Double) -> Double { Darwin.erfc(x) }
#endif
