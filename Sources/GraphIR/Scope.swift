import Diagnostics

/// The names of values that a place in a function's text can use.
struct Scope {

  /// What a name means.
  struct Definition {

    /// The value, `nil` if its definition is wrong; its uses then are not reported.
    let value: ValueID?

    /// Where it is defined.
    let range: SourceRange

    /// The number of open regions at the definition.
    let depth: Int

    /// `true` iff the region that contains the definition has been closed.
    var isClosed = false

    /// `true` iff there is no definition, which has been reported.
    var isUnknown = false

  }

  /// What looking up a name gives.
  enum Result {

    /// A value.
    case value(ValueID)

    /// Something that has been reported.
    case failed

    /// A value of a closed region.
    case closed(Definition)

    /// A value from outside of a region that must not use such values.
    case outside(Definition)

    /// Nothing.
    case undefined

  }

  private var definitions: [String: Definition] = [:]

  /// The names defined in open regions with what they meant before.
  private var shadowed: [(name: String, before: Definition?)] = []

  /// For each open region, the length of `shadowed` before and the barrier outside.
  private var openRegions: [(shadowedCount: Int, barrier: Int)] = []

  /// Definitions of less depth cannot be used.
  private var barrier = 0

  /// The number of open regions.
  var depth: Int { openRegions.count }

  /// Returns what `name` means here.
  func lookUp(_ name: String) -> Result {
    guard let d = definitions[name] else { return .undefined }
    if d.isUnknown { return .failed }
    if d.isClosed { return .closed(d) }
    if d.depth < barrier { return .outside(d) }
    if let v = d.value { return .value(v) }
    return .failed
  }

  /// Returns the definition that keeps `name` from being defined here.
  func conflict(with name: String) -> Definition? {
    guard let d = definitions[name], !d.isUnknown, !d.isClosed, d.depth >= barrier else {
      return nil
    }
    return d
  }

  /// Makes `name` mean `value`; `nil` if that is wrong.
  mutating func define(_ name: String, _ value: ValueID?, at range: SourceRange) {
    let before = definitions.updateValue(
      Definition(value: value, range: range, depth: depth), forKey: name)
    if depth > 0 { shadowed.append((name, before)) }
  }

  /// Remembers that the missing definition of `name` has been reported.
  mutating func markUnknown(_ name: String, at range: SourceRange) {
    definitions[name] = Definition(value: nil, range: range, depth: 0, isUnknown: true)
  }

  /// Opens a region, inside which values from outside can be used iff `mayCapture`.
  mutating func open(mayCapture: Bool) {
    openRegions.append((shadowed.count, barrier))
    if !mayCapture { barrier = depth }
  }

  /// Closes the innermost open region.
  mutating func close() {
    guard let region = openRegions.popLast() else { return }
    barrier = region.barrier
    while shadowed.count > region.shadowedCount, let (name, before) = shadowed.popLast() {
      if let before {
        definitions[name] = before
      } else {
        definitions[name]?.isClosed = true
      }
    }
  }

  /// The names that can be used here, in no particular order.
  var names: [String] {
    definitions.filter { !$0.value.isUnknown && !$0.value.isClosed && $0.value.depth >= barrier }
      .map(\.key)
  }

}
