import Diagnostics
import Scalars

/// Reads the text that `KernelPrinter` writes.
///
/// Names are free: a name in a list of buffers is a buffer, one bound by `for` or `over` a loop
/// variable, all others are values. A statement at fault is reported and left out, and reading goes
/// on with the next line. What is read is well formed, but only `KernelVerifier` knows whether it
/// is a kernel.
struct KernelParser {

  /// What could not be read; it has been reported.
  struct Failure: Error {}

  /// A name for a value, before its type is known.
  struct NamedValue {

    /// The value.
    let id: KernelValueID

    /// Where the name occurs first.
    let range: SourceRange

    /// `true` iff it has been defined.
    var isDefined = false

  }

  /// Text may be nested this deep.
  static let depthLimit = 64

  private let tokens: [KernelToken]
  private var position = 0
  private var depth = 0

  /// What was found wrong.
  private(set) var diagnostics: DiagnosticList

  /// The kernel that is read.
  var kernel = Kernel()

  /// The values of the kernel by name, and their names in order.
  var values: [String: NamedValue] = [:]
  private var valueNames: [String] = []

  /// The loop variables of the kernel by name.
  var variables: [String: LoopVariableID] = [:]

  /// The buffers of the kernel by name.
  var buffers: [String: BufferID] = [:]

  /// The kernels of the program by name.
  var kernelIDs: [String: KernelID] = [:]

  /// The slots of the program so far.
  var slots: [Slot] = []

  /// The slots of the program by name.
  var slotIDs: [String: SlotID] = [:]

  /// Creates a parser of the file `file`.
  init(_ file: SourceFileID, in sources: SourceManager) {
    let lexer = KernelLexer(file, in: sources)
    tokens = lexer.tokens
    diagnostics = lexer.diagnostics
  }

  // MARK: Words

  /// The next word.
  var next: KernelToken { tokens[position] }

  /// Returns the next word and goes on to the one behind it.
  mutating func take() -> KernelToken {
    let t = tokens[position]
    if position + 1 < tokens.count { position += 1 }
    return t
  }

  /// Goes on and returns `true` iff the next word is the punctuation or identifier `text`.
  mutating func skip(_ text: String) -> Bool {
    guard next.text == text, next.kind == .punctuation || next.kind == .identifier else {
      return false
    }
    _ = take()
    return true
  }

  /// Goes on behind `text`, which must be next.
  mutating func expect(_ text: String) throws(Failure) {
    if !skip(text) { throw unexpected("'\(text)'") }
  }

  /// Returns the next word, which must be of a kind.
  mutating func expect(_ kind: KernelToken.Kind, _ what: String) throws(Failure) -> KernelToken {
    guard next.kind == kind else { throw unexpected(what) }
    return take()
  }

  /// Reports that the next word should be `what`.
  mutating func unexpected(_ what: String) -> Failure {
    let found = next.kind == .end ? "the end of the text" : "'\(next.text)'"
    return failure("expected \(what), found \(found)", at: next.range)
  }

  /// Reports an error.
  mutating func failure(_ message: String, at range: SourceRange) -> Failure {
    diagnostics.error(message, at: range)
    return Failure()
  }

  /// Returns an integer that is not negative.
  mutating func natural() throws(Failure) -> Int {
    let t = try expect(.integer, "a number")
    guard let n = Int(t.text) else { throw failure("this number is too large", at: t.range) }
    return n
  }

  /// Returns an integer.
  mutating func integer() throws(Failure) -> Int {
    let start = next
    let sign = skip("-") ? "-" : ""
    let t = try expect(.integer, "a number")
    guard let n = Int(sign + t.text) else {
      throw failure("this number is too large", at: start.range)
    }
    return n
  }

  /// Returns the name of an element type.
  mutating func elementType() throws(Failure) -> ElementType {
    guard next.kind == .identifier, let t = ElementType(name: next.text) else {
      throw unexpected("an element type")
    }
    _ = take()
    return t
  }

  /// Returns a number of type `type`, which may be negative.
  mutating func scalar(_ type: ElementType) throws(Failure) -> Scalar {
    let start = next
    let text = (skip("-") ? "-" : "") + take().text
    guard let s = ScalarText.scalar(type, text: text) else {
      throw failure("'\(text)' is not a number of type \(type)", at: start.range)
    }
    return s
  }

  /// Reads a list of what `element` reads, separated by commas, up to `end`.
  mutating func list(
    until end: String, _ element: (inout KernelParser) throws(Failure) -> Void
  ) throws(Failure) {
    if skip(end) { return }
    repeat { try element(&self) } while skip(",")
    try expect(end)
  }

  /// Reads what `item` reads up to the closing brace, going on behind what is at fault.
  mutating func block(_ item: (inout KernelParser) throws(Failure) -> Void) throws(Failure) {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.depthLimit {
      let range = next.range
      while next.kind != .end { _ = take() }
      throw failure("this is nested too deeply", at: range)
    }
    while next.text != "}" || next.kind != .punctuation {
      if next.kind == .end { throw unexpected("'}'") }
      let start = position
      do {
        try item(&self)
      } catch {
        if position == start { _ = take() }
        while next.kind != .end, !next.startsLine { _ = take() }
      }
    }
    _ = take()
  }

  /// Reads what `body` reads inside of parentheses.
  mutating func nested<R>(_ body: (inout KernelParser) throws(Failure) -> R) throws(Failure) -> R {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.depthLimit { throw failure("this is nested too deeply", at: next.range) }
    return try body(&self)
  }

  // MARK: Names

  /// Returns the value called by the next word.
  mutating func value() throws(Failure) -> KernelValueID {
    let t = try expect(.value, "a value")
    return value(t)
  }

  /// Returns the value called `t`.
  mutating func value(_ t: KernelToken) -> KernelValueID {
    if let known = values[t.text] { return known.id }
    let id = KernelValueID(index: kernel.valueTypes.count)
    kernel.valueTypes.append(.i1)
    values[t.text] = NamedValue(id: id, range: t.range)
    valueNames.append(t.text)
    return id
  }

  /// Returns the value called `t`, which is defined here with type `type`.
  mutating func define(_ t: KernelToken, _ type: ElementType) throws(Failure) -> KernelValueID {
    let id = value(t)
    if values[t.text]?.isDefined == true || variables[t.text] != nil {
      throw failure("%\(t.text) is defined already", at: t.range)
    }
    values[t.text]?.isDefined = true
    kernel.valueTypes[id.index] = type
    return id
  }

  /// Reads the name and the extent of a loop variable.
  mutating func variable() throws(Failure) -> LoopVariableID {
    let t = try expect(.value, "a loop variable")
    if variables[t.text] != nil || values[t.text] != nil {
      throw failure("%\(t.text) is defined already", at: t.range)
    }
    try expect("in")
    guard try natural() == 0 else {
      throw failure("a loop variable starts from 0", at: t.range)
    }
    try expect("..<")
    let id = LoopVariableID(index: kernel.extents.count)
    kernel.extents.append(try natural())
    variables[t.text] = id
    return id
  }

  /// Returns the buffer called by the next word.
  mutating func buffer() throws(Failure) -> BufferID {
    let t = try expect(.identifier, "a buffer")
    guard let b = buffers[t.text] else {
      throw failure("the kernel has no buffer \(t.text)", at: t.range)
    }
    return b
  }

  // MARK: Kernels

  /// Reads a kernel and returns it with its name, if it has one.
  mutating func parseKernel() throws(Failure) -> (name: KernelToken?, kernel: Kernel) {
    (kernel, values, valueNames, variables, buffers) = (Kernel(), [:], [], [:], [:])
    try expect("kernel")
    let name = next.kind == .symbol ? take() : nil
    try expect("(")
    try list(until: ")") { (p) throws(Failure) in try p.parseBuffer() }
    try expect("{")
    kernel.body = try statements()
    for name in valueNames {
      if let v = values[name], !v.isDefined {
        diagnostics.error("%\(name) is not defined", at: v.range)
      }
    }
    return (name, kernel.renumbered())
  }

  private mutating func parseBuffer() throws(Failure) {
    let name = try expect(.identifier, "the name of a buffer")
    try expect(":")
    guard next.kind == .identifier, let access = Buffer.Access(rawValue: next.text) else {
      throw unexpected("'in', 'out', 'inout' or 'scratch'")
    }
    _ = take()
    let type = try elementType()
    try expect("[")
    let count = try natural()
    try expect("]")
    let id = BufferID(index: kernel.buffers.count)
    if buffers.updateValue(id, forKey: name.text) != nil {
      throw failure("\(name.text) is defined already", at: name.range)
    }
    kernel.buffers.append(Buffer(type, count: count, access))
  }

  /// Reports everything behind the last kernel or program.
  mutating func finish() {
    if next.kind != .end { _ = unexpected("the end of the text") }
  }

}

extension Kernel {

  /// Returns the kernel written in `file`, its values, variables and buffers numbered in order, or
  /// `nil` if there were errors.
  ///
  /// For a kernel whose names are in order, parsing its description gives the kernel.
  package static func parse(
    _ file: SourceFileID, in sources: SourceManager, diagnostics: inout DiagnosticList
  ) -> Kernel? {
    var parser = KernelParser(file, in: sources)
    let result = try? parser.parseKernel().kernel
    if result != nil { parser.finish() }
    diagnostics.append(contentsOf: parser.diagnostics)
    return parser.diagnostics.hasErrors ? nil : result
  }

}
