import GraphIR
import GraphPasses
import Scalars

extension Pass {

  /// Replaces the sum of a value with itself by a product.
  ///
  ///     %0 = add %x, %x     -->    %0 = mul %x, 2.0
  ///
  /// This is exact for floats: both are 2 x, rounded once. The sum of truth values is their `or`,
  /// of which there is no product.
  static let doubling = Pass("doubling", "Replace sums of equal operands by products.") {
    (rewriter) in
    for id in rewriter.graph.operations {
      let operation = rewriter.graph[id]
      guard operation.opcode == .add, operation.operands[0] == operation.operands[1] else {
        continue
      }
      let x = operation.operands[0]
      let type = rewriter.graph.type(of: x)
      guard type.element != .i1 else { continue }
      rewriter.rewrite(id) { (r) in
        let two = Scalar(type.element, integer: 2)
        guard let factor = r.splat(two, type, at: .before(id)) else { return }
        r.replace(id, with: r.insert(.mul, [x, factor], type: type, at: .before(id)))
      }
    }
  }

}
