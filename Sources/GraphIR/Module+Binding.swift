extension Module {

  /// Makes weights of the arguments at `positions` of the function called `entry`, which then takes
  /// the others, and returns their names by position.
  ///
  ///     func @f(%x: f32[2], %w: f32[2])           weight %w: f32[2] = given
  ///       %0 = mul %x, %w                  -->    func @f(%x: f32[2])
  ///       …                                         %0 = mul %x, %w
  ///
  /// - Requires: the types of these arguments have no symbols, and no function calls the entry.
  package mutating func bindArguments(
    at positions: some Sequence<Int>, of entry: String
  ) -> [Int: String] {
    guard let f = functions.firstIndex(where: { $0.name == entry }) else { return [:] }
    var names: [Int: String] = [:]
    var taken = Set(weights.map(\.name))
    var graph = functions[f].graph
    functions[f].graph = Graph()
    for position in positions.sorted() {
      let argument = graph[graph.body].arguments[position]
      let name = Self.unusedName(graph[argument].name ?? "arg\(position)", among: taken)
      taken.insert(name)
      names[position] = name
      let weight = Weight(
        name: name, type: graph.type(of: argument), file: nil, key: nil,
        location: functions[f].location)
      weights.append(weight)
      graph.replaceAllUses(of: argument, with: graph.insert(weight))
    }
    for position in names.keys.sorted(by: >) {
      graph.eraseArgument(at: position, of: graph.body)
    }
    functions[f].graph = graph
    return names
  }

  /// `name`, with a suffix if it is one of `taken`.
  package static func unusedName(_ name: String, among taken: Set<String>) -> String {
    guard taken.contains(name) else { return name }
    var suffix = 1
    while taken.contains("\(name)_\(suffix)") { suffix += 1 }
    return "\(name)_\(suffix)"
  }

}

extension Graph {

  /// Adds the operation that stands for `weight` and returns its value.
  package mutating func insert(_ weight: Weight) -> ValueID {
    let id = insert(
      .weight, [], Attributes([.weight: .string(weight.name)]), resultTypes: [weight.type],
      at: .startOf(body), location: weight.location, resultNames: [weight.name])
    return self[id].results[0]
  }

}
