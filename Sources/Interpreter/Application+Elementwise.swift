import GraphIR
import Scalars

/// Leaves and operations on single elements.
extension Application {

  /// Applies `f` to the elements at the same index of all operands.
  ///
  /// The scalars that `select` and `clamp` take stand for all indices, as a splat does.
  func elementwise(_ f: ElementFunction) throws -> Literal {
    var columns = operands.map(\.representations)
    var steps = operands.map { $0.isSplat ? 0 : 1 }
    guard columns.allSatisfy({ !$0.isEmpty }) else { return try tensor(try type, []) }
    while columns.count < 3 {
      columns.append([0])
      steps.append(0)
    }
    let (a, b, c) = (columns[0], columns[1], columns[2])
    if steps.allSatisfy({ $0 == 0 }) { return try splat(f(a[0], b[0], c[0])) }
    let type = try type
    let sizes = try sizes(of: type)
    try meter.checkMemory(for: sizes, at: location)
    let count = columns.map(\.count).max() ?? 0
    try meter.charge(count)
    var bits: [UInt64] = []
    bits.reserveCapacity(count)
    for i in 0..<count { bits.append(f(a[i * steps[0]], b[i * steps[1]], c[i * steps[2]])) }
    return try tensor(type, bits)
  }

  func const() throws -> Literal {
    let type = try type
    guard let x = attributes.literal, x.type == type else {
      _ = try sizes(of: type)
      throw defect("has no value of type \(type)")
    }
    return x
  }

  func iota() throws -> Literal {
    let axis = attributes.integer(.dim) ?? 0
    let encode = try type.element.run(Encoding())
    return try tensor { (index) in encode(.signed(Int64(index[axis]))) }
  }

  /// The bytes of elements, the lowest first, are not touched: only their number in an element
  /// changes.
  func bitcast() throws -> Literal {
    let x = try operand(0)
    let type = try type
    let (from, to) = (x.type.element.byteWidth, type.element.byteWidth)
    if x.isSplat, to >= from {
      var bits: UInt64 = 0
      for k in 0..<(to / from) { bits |= x[0].bits << UInt64(8 * from * k) }
      return try splat(bits)
    }
    if x.isSplat { try meter.checkMemory(for: try sizes(of: type), at: location) }
    guard let result = Literal(type, bytes: x.dense.bytes) else {
      throw defect("makes \(type) of \(x.type)")
    }
    return result
  }

}
