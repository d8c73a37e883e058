import GraphIR
import Scalars

/// Leaves and operations on single elements.
extension GraphGenerator {

  mutating func leaf() {
    _ = constant(type())
  }

  mutating func elementwise() {
    switch random.pick(0...9) {
    case 0...2: unary()
    case 3...5: binary()
    case 6: comparison()
    case 7: selection()
    case 8:
      let x = value()
      add(.convert, [x], type: graph.type(of: x).with(element: random.pick(options.types)))
    default: bitcast()
    }
  }

  private mutating func unary() {
    let x = value()
    let element = element(of: x)
    let functions = UnaryFunction.allCases.filter { $0.isDefined(for: element) }
    guard !functions.isEmpty, let opcode = Opcode(rawValue: random.pick(functions).rawValue) else {
      return
    }
    add(opcode, [x])
  }

  private mutating func binary() {
    let x = value()
    let element = element(of: x)
    let functions = BinaryFunction.allCases.filter { $0.isDefined(for: element) }
    let y = random.oneIn(8) ? x : value(of: graph.type(of: x))
    guard let opcode = Opcode(rawValue: random.pick(functions).rawValue) else { return }
    add(opcode, random.oneIn(3) ? [y, x] : [x, y])
  }

  private mutating func comparison() {
    let x = value()
    let y = value(of: graph.type(of: x))
    let direction = Attribute.keyword(random.pick(ComparisonDirection.allCases).rawValue)
    if element(of: x).isFloat, random.oneIn(3) {
      add(.compare, [x, y], [.direction: direction, .order: .keyword("total")])
    } else {
      add(.compare, [x, y], [.direction: direction])
    }
  }

  private mutating func selection() {
    let x = value()
    let type = graph.type(of: x)
    if random.oneIn(2) {
      let p = value(of: random.oneIn(3) ? TensorType(.i1, []) : type.with(element: .i1))
      add(.select, [p, x, value(of: type)])
    } else {
      let low = value(of: random.oneIn(2) ? TensorType(type.element, []) : type)
      let high = value(of: random.oneIn(2) ? TensorType(type.element, []) : type)
      add(.clamp, [low, x, high])
    }
  }

  private mutating func bitcast() {
    let x = value { $0.element != .i1 }
    let type = graph.type(of: x)
    let width = type.element.byteWidth
    let to = random.pick(options.types.filter { $0 != .i1 })
    if to.byteWidth == width {
      add(.bitcast, [x], type: type.with(element: to))
    } else if to.byteWidth < width {
      guard (type.elementCount ?? 0) * width <= Self.largestCount else { return }
      add(
        .bitcast, [x],
        type: TensorType(to, type.shape + [.size(width / to.byteWidth)]))
    } else {
      let parts = to.byteWidth / width
      let whole = TensorType(to, sizes: Array(sizes().prefix(2)))
      let x = value(of: TensorType(type.element, whole.shape + [.size(parts)]))
      add(.bitcast, [x], type: whole)
    }
  }

}
