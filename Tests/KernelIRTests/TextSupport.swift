import Diagnostics
import Testing

@testable import KernelIR

/// A text of a test that does not parse.
struct UnreadableText: Error, CustomStringConvertible {

  let description: String

}

/// Returns the messages of `diagnostics`, with the lines to which they point.
func messages(_ diagnostics: DiagnosticList, in sources: SourceManager) -> [String] {
  diagnostics.all.map { (d) in
    guard let r = d.range else { return d.message }
    let (line, column) = sources[r.file].position(of: Int(r.start))
    return "\(line):\(column): \(d.message)"
  }
}

/// Returns the kernel written in `text`.
func kernel(_ text: String) throws -> Kernel {
  var sources = SourceManager()
  let file = sources.add(SourceFile(name: "test", text: text))
  var diagnostics = DiagnosticList()
  guard let k = Kernel.parse(file, in: sources, diagnostics: &diagnostics) else {
    throw UnreadableText(
      description: messages(diagnostics, in: sources).joined(separator: "\n"))
  }
  return k
}

/// Returns the program written in `text`.
func program(_ text: String) throws -> Program {
  var sources = SourceManager()
  let file = sources.add(SourceFile(name: "test", text: text))
  var diagnostics = DiagnosticList()
  guard let p = Program.parse(file, in: sources, diagnostics: &diagnostics) else {
    throw UnreadableText(
      description: messages(diagnostics, in: sources).joined(separator: "\n"))
  }
  return p
}

/// Returns what is wrong with the text of a kernel or, if it begins so, a program.
func syntaxErrors(_ text: String) -> [String] {
  var sources = SourceManager()
  let file = sources.add(SourceFile(name: "test", text: text))
  var diagnostics = DiagnosticList()
  if text.hasPrefix("program") {
    #expect(
      (Program.parse(file, in: sources, diagnostics: &diagnostics) == nil)
        == diagnostics.hasErrors)
  } else {
    #expect(
      (Kernel.parse(file, in: sources, diagnostics: &diagnostics) == nil)
        == diagnostics.hasErrors)
  }
  return messages(diagnostics, in: sources)
}

/// Returns the rules that the kernel written in `text` breaks.
func violations(_ text: String) throws -> [String] {
  KernelVerifier.verify(try kernel(text)).all.map(\.message)
}

/// Checks that `pass` makes the kernel written in `after` of the one in `before`; nothing but a
/// renumbering of names if there is no `after`.
func expect(
  _ pass: KernelPass, _ before: String, gives after: String? = nil,
  target: KernelTarget = KernelTarget(vectorByteWidth: 64),
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let source = try kernel(before)
  #expect(
    KernelVerifier.verify(source).all.map(\.message) == [], sourceLocation: sourceLocation)
  let result = pass.run(source, target).renumbered()
  #expect(
    KernelVerifier.verify(result).all.map(\.message) == [], sourceLocation: sourceLocation)
  let expected = try after.map { try kernel($0).description } ?? source.description
  #expect(result.description == expected, sourceLocation: sourceLocation)
}
