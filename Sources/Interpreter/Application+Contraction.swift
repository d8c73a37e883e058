import GraphIR
import Scalars

/// Sums of products over pairs of axes.
extension Application {

  /// Each element of the result is a sum of products, in row-major order of the contracting axes
  /// as they are listed.
  func dotGeneral() throws -> Literal {
    let (lhs, rhs) = (try operand(0), try operand(1))
    let (lhsSizes, rhsSizes) = (try sizes(of: lhs.type), try sizes(of: rhs.type))
    guard
      let axes = DotDimensions(attributes, lhsRank: lhsSizes.count, rhsRank: rhsSizes.count)
    else { throw defect("has no valid axes") }
    let type = try type

    // From splats, all results are equal: one is computed.
    let areSplats = lhs.isSplat && rhs.isSplat
    func pick(_ axes: [Int], _ sizes: [Int]) -> [Int] { areSplats ? [] : axes.map { sizes[$0] } }
    let batch = pick(axes.lhsBatch, lhsSizes)
    let (rows, columns) = (pick(axes.lhsFree, lhsSizes), pick(axes.rhsFree, rhsSizes))
    let terms = axes.lhsContract.map { lhsSizes[$0] }
    try meter.charge(
      IndexSequence(batch).count, IndexSequence(rows).count, IndexSequence(columns).count,
      max(IndexSequence(terms).count, 1))
    if !areSplats { try meter.checkMemory(for: batch + rows + columns, at: location) }

    func strides(of x: Literal, _ axes: [Int], _ sizes: [Int]) -> [Int] {
      let strides = rowMajorStrides(sizes)
      return axes.map { x.isSplat ? 0 : strides[$0] }
    }
    let product = SumOfProducts(
      lhs: lhs, rhs: rhs,
      lhsBatch: try offsets(batch, strides(of: lhs, axes.lhsBatch, lhsSizes)),
      rhsBatch: try offsets(batch, strides(of: rhs, axes.rhsBatch, rhsSizes)),
      lhsFree: try offsets(rows, strides(of: lhs, axes.lhsFree, lhsSizes)),
      rhsFree: try offsets(columns, strides(of: rhs, axes.rhsFree, rhsSizes)),
      lhsTerms: try offsets(terms, strides(of: lhs, axes.lhsContract, lhsSizes)),
      rhsTerms: try offsets(terms, strides(of: rhs, axes.rhsContract, rhsSizes)))
    let bits = try type.element.run(product)
    return areSplats ? try splat(bits.first ?? 0) : try tensor(type, bits)
  }

}

/// Sums of products of elements that are found by adding an offset for the batch, one for the free
/// axes and one for the contracting axes.
private struct SumOfProducts: ElementAction {

  let lhs: Literal
  let rhs: Literal
  let lhsBatch: [Int]
  let rhsBatch: [Int]
  let lhsFree: [Int]
  let rhsFree: [Int]
  let lhsTerms: [Int]
  let rhsTerms: [Int]

  /// Computes with the accumulator of the result's type `R` and rounds to that at the end.
  func run<R: ElementValue>(_ type: R.Type) throws -> [UInt64] {
    typealias A = R.Accumulator
    let (a, b) = (try lhs.elements(as: A.self), try rhs.elements(as: A.self))
    var result: [UInt64] = []
    result.reserveCapacity(lhsBatch.count * lhsFree.count * rhsFree.count)
    for batch in lhsBatch.indices {
      for row in lhsFree {
        let i = lhsBatch[batch] + row
        for column in rhsFree {
          let j = rhsBatch[batch] + column
          var sum = A(.unsigned(0))
          for k in lhsTerms.indices {
            sum = sum.adding(productOf: a[i + lhsTerms[k]], b[j + rhsTerms[k]])
          }
          result.append(R(sum.number).representation)
        }
      }
    }
    return result
  }

}
