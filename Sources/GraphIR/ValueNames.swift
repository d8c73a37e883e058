/// Chooses the names by which the printer writes the values of a function.
///
/// Values keep their names, with a suffix where another visible one has that already; those without
/// a name are numbered in the order of the text.
struct ValueNames {

  /// The names that no value may have: those of weights.
  private let reserved: Set<String>

  /// The text of each value with `%`, empty for one that is not defined.
  private var texts: [String] = []

  /// The names of visible values.
  private var used: Set<String> = []

  /// The number to be tried next for values without a name.
  private var nextNumber = 0

  /// The suffix to be tried next for each name.
  private var nextSuffix: [String: Int] = [:]

  /// For each open region, the names given in it, and what was visible outside if it cannot be seen
  /// from inside.
  private var openRegions: [(names: [String], hidden: Set<String>?)] = []

  /// Creates names other than those in `reserved`.
  init(reserved: [String]) {
    self.reserved = Set(reserved)
  }

  /// Forgets all names, for the values of `graph` to be named.
  mutating func startFunction(_ graph: Graph) {
    self = ValueNames(reserved: reserved, capacity: graph.valueCapacity)
  }

  private init(reserved: Set<String>, capacity: Int) {
    self.reserved = reserved
    texts = [String](repeating: "", count: capacity)
  }

  /// Opens a region, inside which values from outside are visible iff `mayCapture`.
  mutating func openRegion(mayCapture: Bool) {
    openRegions.append(([], mayCapture ? nil : used))
    if !mayCapture { used = [] }
  }

  /// Closes the innermost open region.
  mutating func closeRegion() {
    guard let region = openRegions.popLast() else { return }
    if let hidden = region.hidden {
      used = hidden
    } else {
      used.subtract(region.names)
    }
  }

  /// Names `value` and returns the name with `%`.
  mutating func define(_ value: ValueID, in graph: Graph) -> String {
    let name = unusedName(graph[value].name)
    used.insert(name)
    if !openRegions.isEmpty { openRegions[openRegions.count - 1].names.append(name) }
    texts[value.index] = "%\(StringEscapes.encodeName(name))"
    return texts[value.index]
  }

  private mutating func unusedName(_ wanted: String?) -> String {
    guard let wanted, !Self.isNumber(wanted) else {
      while reserved.contains(String(nextNumber)) { nextNumber += 1 }
      nextNumber += 1
      return String(nextNumber - 1)
    }
    if isFree(wanted) { return wanted }
    var stem = wanted[...]
    if let underscore = stem.lastIndex(of: "_"), underscore > stem.startIndex,
      Self.isNumber(stem[stem.index(after: underscore)...])
    {
      stem = stem[..<underscore]
    }
    var suffix = nextSuffix[String(stem)] ?? 1
    while !isFree("\(stem)_\(suffix)") { suffix += 1 }
    nextSuffix[String(stem)] = suffix + 1
    return "\(stem)_\(suffix)"
  }

  private func isFree(_ name: String) -> Bool {
    !used.contains(name) && !reserved.contains(name)
  }

  /// `true` iff all characters of `name` are digits.
  static func isNumber(_ name: some StringProtocol) -> Bool {
    name.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  /// The text of `value` where it is used.
  subscript(value: ValueID, in graph: Graph) -> String {
    if let id = graph.definingOperation(of: value), graph[id].opcode == .weight,
      let name = graph[id].attributes.string(.weight)
    {
      return "%\(StringEscapes.encodeName(name))"
    }
    let text = texts[value.index]
    return text.isEmpty ? "%<undefined>" : text
  }

}
