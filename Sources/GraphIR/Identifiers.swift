/// Identifies a value of a graph.
package struct ValueID: Hashable, Sendable {

  /// The position in the graph's arena.
  package let index: Int

  package init(index: Int) { self.index = index }

}

/// Identifies an operation of a graph.
package struct OperationID: Hashable, Sendable {

  /// The position in the graph's arena.
  package let index: Int

  package init(index: Int) { self.index = index }

}

/// Identifies a region of a graph.
package struct RegionID: Hashable, Sendable {

  /// The position in the graph's arena.
  package let index: Int

  package init(index: Int) { self.index = index }

}

/// Identifies a function of a module.
package struct FunctionID: Hashable, Sendable {

  /// The position in the module.
  package let index: Int

  package init(index: Int) { self.index = index }

}
