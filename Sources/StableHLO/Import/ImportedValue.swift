import GraphIR

/// What a name of the text stands for in the graph.
struct ImportedValue: Sendable {

  /// The type as written.
  let type: TypeSyntax

  /// The tensors: one for a tensor, those of all elements for a tuple, none for a token.
  let parts: [ValueID]

}

/// The names of values that a place in a function's text can use.
struct ValueScope: Sendable {

  /// What a name means.
  struct Binding {

    /// The values, `nil` for those whose definition is wrong; their uses then are not reported.
    let values: [ImportedValue?]

    /// The number of open regions at the definition.
    let depth: Int

  }

  private var bindings: [String: Binding] = [:]

  /// The names defined in open regions with what they meant before.
  private var shadowed: [(name: String, before: Binding?)] = []

  /// For each open region the length of `shadowed` before.
  private var openRegions: [Int] = []

  /// The number of open regions.
  var depth: Int { openRegions.count }

  /// What `name` means here.
  subscript(name: String) -> Binding? { bindings[name] }

  /// The names that can be used here, in alphabetical order.
  var names: [String] { bindings.keys.sorted() }

  /// Makes `name` mean `values`.
  mutating func define(_ name: String, _ values: [ImportedValue?]) {
    let before = bindings.updateValue(Binding(values: values, depth: depth), forKey: name)
    if depth > 0 { shadowed.append((name, before)) }
  }

  /// Opens a region.
  mutating func open() { openRegions.append(shadowed.count) }

  /// Closes the innermost open region.
  mutating func close() {
    guard let count = openRegions.popLast() else { return }
    while shadowed.count > count, let (name, before) = shadowed.popLast() {
      bindings[name] = before
    }
  }

}
