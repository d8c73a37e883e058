import Scalars

/// A block of memory that a kernel reads and writes, as a row-major array of elements.
package struct Buffer: Hashable, Sendable {

  /// What a kernel does with a buffer.
  package enum Access: String, Hashable, Sendable {

    /// Only loads.
    case read = "in"

    /// Only stores, every element before the kernel ends.
    case write = "out"

    /// Loads and stores. An element is loaded only by the iteration of the parallel loop that
    /// stores it, and before.
    case readWrite = "inout"

    /// Memory of one iteration of the parallel loop, undefined at its start.
    case scratch

  }

  /// The type of an element.
  package let element: ElementType

  /// The number of elements.
  package let count: Int

  /// What the kernel does with it.
  package let access: Access

  /// Creates a buffer.
  package init(_ element: ElementType, count: Int, _ access: Access) {
    self.element = element
    self.count = count
    self.access = access
  }

}

/// A loop nest over buffers: the unit of code generation.
///
/// A kernel has no name: structurally equal kernels are equal values, are compiled once, and get
/// their names from their position in a `Program`.
package struct Kernel: Hashable, Sendable {

  /// The parameters in the order in which a launch passes them, then the scratch buffers.
  package var buffers: [Buffer]

  /// The type of each scalar value.
  package var valueTypes: [ElementType]

  /// The extent of each loop variable.
  package var extents: [Int]

  /// What the kernel does. At most one loop is parallel, and then all other statements are
  /// definitions, which every block of its iterations repeats.
  package var body: [Statement]

  /// Creates a kernel.
  package init(
    buffers: [Buffer] = [], valueTypes: [ElementType] = [], extents: [Int] = [],
    body: [Statement] = []
  ) {
    self.buffers = buffers
    self.valueTypes = valueTypes
    self.extents = extents
    self.body = body
  }

  /// The number of buffers that a launch passes.
  package var parameterCount: Int { buffers.count { $0.access != .scratch } }

  /// The type of `value`.
  package func type(of value: KernelValueID) -> ElementType { valueTypes[value.index] }

  /// The buffer identified by `id`.
  package subscript(id: BufferID) -> Buffer { buffers[id.index] }

  /// The number of iterations of the loop of `variable`.
  package func extent(of variable: LoopVariableID) -> Int { extents[variable.index] }

  /// The parallel loop, if there is one.
  package var parallelLoop: Loop? {
    for case .loop(let l) in body where l.grain != nil { return l }
    return nil
  }

}

/// How the iterations of a loop are executed.
package enum LoopKind: Hashable, Sendable {

  /// One after another.
  case serial

  /// That many at once, in the lanes of vectors, the remainder with masks.
  ///
  /// No iteration may load what another one stores. A reduction in lanes must have a combiner that
  /// is one of the known functions.
  case vector(lanes: Int)

  /// That many at once, together with as many lanes of the vector loop inside: the square block of
  /// iterations has a vector for each iteration of this loop.
  ///
  /// Loads that are contiguous in this loop are done in vectors along it and transposed in
  /// registers, those of the block before its stores. The loop consists of definitions and one
  /// vector loop, of definitions and stores; no iteration of either may load what another stores.
  case block(lanes: Int)

  /// One after another, each with code of its own.
  case unrolled

  /// The number of iterations that are executed at once.
  package var step: Int {
    switch self {
    case .serial, .unrolled: 1
    case .vector(let lanes), .block(let lanes): lanes
    }
  }

}

/// Where a loop ends before its extent.
package struct LoopBound: Hashable, Sendable {

  /// What grows with the variable of the loop, and is not less than zero at its start.
  package var index: IndexExpression

  /// The loop ends before the first iteration in which `index` is not less than this.
  package var limit: Int

  /// Creates a bound.
  package init(_ index: IndexExpression, below limit: Int) {
    self.index = index
    self.limit = limit
  }

}

/// A loop without results.
package struct Loop: Hashable, Sendable {

  /// Its variable.
  package var variable: LoopVariableID

  /// How its iterations are executed.
  package var kind: LoopKind

  /// If not `nil`, blocks of that many iterations may run on different threads in any order; the
  /// size depends on the kernel alone. A multiple of the lanes of a vector or block loop.
  package var grain: Int?

  /// Where it ends before its extent, if it may; such a loop is serial.
  package var bound: LoopBound?

  /// What it repeats.
  package var body: [Statement]

  /// Creates a loop.
  package init(
    _ variable: LoopVariableID, _ kind: LoopKind, grain: Int? = nil, bound: LoopBound? = nil,
    body: [Statement]
  ) {
    self.variable = variable
    self.kind = kind
    self.grain = grain
    self.bound = bound
    self.body = body
  }

}

/// How a reduction combines.
package enum Combiner: Hashable, Sendable {

  /// Each accumulator is combined with its element by a known associative function, in an order
  /// that depends on the kernel alone. `add` of products may be contracted to fused multiply-adds
  /// when `contracted`.
  case function(BinaryFunction, contracted: Bool)

  /// The statements compute the new accumulators from the old ones and the elements, in the order
  /// of the iterations; they may load and store, at places that depend on the loop variables.
  case block(
    accumulators: [KernelValueID], elements: [KernelValueID], body: [Statement],
    results: [KernelValueID])

}

/// A loop nest that accumulates.
package struct Reduction: Hashable, Sendable {

  /// The variables, outermost first.
  package var variables: [LoopVariableID]

  /// How the iterations of the innermost loop are executed; all others are serial.
  package var kind: LoopKind

  /// The accumulators' first values, defined before the reduction.
  package var initial: [KernelValueID]

  /// How elements are combined.
  package var combiner: Combiner

  /// What computes the elements in each iteration.
  package var body: [Statement]

  /// The elements of an iteration.
  package var elements: [KernelValueID]

  /// The accumulators' last values.
  package var results: [KernelValueID]

  /// Creates a reduction.
  package init(
    variables: [LoopVariableID], kind: LoopKind, initial: [KernelValueID], combiner: Combiner,
    body: [Statement], elements: [KernelValueID], results: [KernelValueID]
  ) {
    self.variables = variables
    self.kind = kind
    self.initial = initial
    self.combiner = combiner
    self.body = body
    self.elements = elements
    self.results = results
  }

}

/// A statement of a kernel.
package indirect enum Statement: Hashable, Sendable {

  /// Defines a value.
  case define(KernelValueID, Expression)

  /// Stores a value, if `guard` is absent or true.
  case store(KernelValueID, BufferID, IndexExpression, guard: KernelValueID?)

  /// Says that an element will be loaded soon, so that it may be brought into the cache. The index
  /// may be beyond the end of the buffer.
  case prefetch(BufferID, IndexExpression)

  /// Repeats statements.
  case loop(Loop)

  /// Accumulates over iterations.
  case reduction(Reduction)

}

/// What defines a value.
package enum Expression: Hashable, Sendable {

  /// A number.
  case constant(Scalar)

  /// An index as a number of the value's type.
  case index(IndexExpression)

  /// Whether `lower <= index < upper`; an `i1`.
  case inside(IndexExpression, lower: Int, upper: Int)

  /// An element of a buffer; zero, without touching memory, if `guard` is present and false.
  case load(BufferID, IndexExpression, guard: KernelValueID?)

  /// A function of one value.
  case unary(UnaryFunction, KernelValueID)

  /// A function of two values of the same type.
  case binary(BinaryFunction, KernelValueID, KernelValueID)

  /// `a × b + c`, rounded once.
  case fma(KernelValueID, KernelValueID, KernelValueID)

  /// The sum of the products of the four bytes of the first, taken without signs, and those of the
  /// second, taken with them; of type `i32` or `u32`.
  case byteDot(KernelValueID, KernelValueID)

  /// Whether a relation holds; floats in total order if `total`.
  case compare(ComparisonDirection, KernelValueID, KernelValueID, total: Bool)

  /// The second value if the first, an `i1`, is true, else the third.
  case select(KernelValueID, KernelValueID, KernelValueID)

  /// A number converted to the type of the defined value, as the graph's `convert` does.
  case convert(KernelValueID)

  /// The bits of a value of the same width.
  case bitcast(KernelValueID)

}
