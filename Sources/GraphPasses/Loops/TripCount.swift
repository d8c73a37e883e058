import GraphIR
import Scalars

extension Graph {

  /// The number of iterations of the `while` operation `loop`, if it counts with a constant step
  /// from one constant to another; `nil` if it is not known.
  ///
  ///     %n, … = while %start, … cond(%k: i32[], …) {
  ///       %p = compare lt %k, %limit
  ///       yield %p
  ///     } body(%k: i32[], …) {
  ///       …
  ///       %next = add %k, %step
  ///       yield %next, …
  ///     }
  func tripCount(of loop: OperationID) -> Int? {
    guard let counter = counter(of: loop) else { return nil }
    let (distance, overflow) = counter.limit.subtractingReportingOverflow(counter.start)
    guard !overflow else { return nil }
    switch counter.direction {
    case .lt where counter.step > 0, .gt where counter.step < 0:
      // The last number may not be beyond what the type holds, or the counter would start again.
      let (end, overflow) = counter.limit.addingReportingOverflow(counter.step)
      guard !overflow, counter.type.holds(end) else { return nil }
      let isDone = counter.step > 0 ? distance <= 0 : distance >= 0
      return isDone ? 0 : (distance - counter.step.signum()) / counter.step + 1
    default:
      return nil
    }
  }

  /// What a loop counts.
  private struct Counter {

    let type: ElementType
    let start: Int
    let limit: Int
    let step: Int
    let direction: ComparisonDirection

  }

  private func counter(of loop: OperationID) -> Counter? {
    let (condition, body) = (self[loop].regions[0], self[loop].regions[1])
    guard let tested = terminator(of: condition), let yielded = terminator(of: body),
      let test = definition(of: self[tested].operands[0], as: .compare),
      let direction = test.attributes.string(.direction).flatMap(
        ComparisonDirection.init(rawValue:)),
      let position = self[condition].arguments.firstIndex(of: test.operands[0]),
      case let next = self[yielded].operands[position],
      let start = integerConstant(of: self[loop].operands[position]),
      let limit = integerConstant(of: test.operands[1])
    else { return nil }
    let variable = self[body].arguments[position]
    let step: Int
    if let sum = definition(of: next, as: .add),
      let other = sum.operands.first(where: { $0 != variable }) ?? sum.operands.first,
      sum.operands.contains(variable), let n = integerConstant(of: other)
    {
      step = n
    } else if let difference = definition(of: next, as: .sub), difference.operands[0] == variable,
      let n = integerConstant(of: difference.operands[1]), n != .min
    {
      step = -n
    } else {
      return nil
    }
    return Counter(
      type: type(of: variable).element, start: start, limit: limit, step: step,
      direction: direction)
  }

  /// The value of `value`, if that is a constant integer of one element.
  private func integerConstant(of value: ValueID) -> Int? {
    guard let s = scalarConstant(of: value), s.type.isInteger else { return nil }
    let n = Int(s.intValue)
    return s.type == .u64 && n < 0 ? nil : n
  }

}

extension ElementType {

  /// `true` iff this is a type of integers and `n` is one of them.
  fileprivate func holds(_ n: Int) -> Bool {
    guard isInteger else { return false }
    return Int(Scalar(self, bits: UInt64(bitPattern: Int64(n))).intValue) == n
  }

}
