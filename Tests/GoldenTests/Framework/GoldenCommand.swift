import Diagnostics
import GraphIR
import GraphPasses
import KernelIR
import Quern

/// What a `// RUN:` line asks for.
struct GoldenCommand: Sendable {

  /// What can be run.
  enum Verb: String, CaseIterable {

    /// Runs passes and prints the module.
    case opt

    /// Prints the module, or what is wrong with it.
    case parse

    /// Prints the module after the passes of a compilation.
    case fused

    /// Prints the kernels that a compilation makes for a target that is the same on every machine.
    case kernel

  }

  /// The command as it is written.
  let text: String

  /// What is run.
  let verb: Verb

  /// What is written after `--`, in order.
  private let options: [(name: String, value: String)]

  /// Creates the command written as `text`.
  init(_ text: String) throws(GoldenFailure) {
    self.text = text
    let words = text.split(separator: " ").map(String.init)
    guard let verb = words.first.flatMap(Verb.init) else {
      let verbs = Verb.allCases.map(\.rawValue).joined(separator: ", ")
      throw GoldenFailure("'\(text)' starts with none of the verbs \(verbs)")
    }
    self.verb = verb
    let allowed: [String] =
      switch verb {
      case .opt: ["passes", "exactness", "entry", "pass-limit", "remarks"]
      case .parse: []
      case .fused, .kernel: ["entry", "size"]
      }
    var options: [(name: String, value: String)] = []
    for word in words.dropFirst() {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, word.hasPrefix("--"), allowed.contains(String(parts[0].dropFirst(2)))
      else { throw GoldenFailure("'\(verb.rawValue)' has no option '\(word)'") }
      options.append((String(parts[0].dropFirst(2)), parts[1]))
    }
    self.options = options
  }

  /// The value of the option called `name`.
  private subscript(name: String) -> String? { options.last { $0.name == name }?.value }

  /// What a command gives.
  struct Output {

    /// The command.
    let command: String

    /// What it prints.
    let text: String

    /// The module after it, `nil` if it makes none.
    let module: Module?

  }

  /// Returns what this gives for `file`.
  ///
  /// - Throws: `GoldenFailure` if the input or the options are wrong; what passes throw.
  func output(for file: SourceFile) throws -> Output {
    let input = GoldenInput(file)
    switch verb {
    case .parse:
      let printed = input.module?.description
      return Output(command: text, text: printed ?? input.renderedErrors, module: input.module)
    case .opt:
      guard var module = input.module else { throw GoldenFailure(input.renderedErrors) }
      let remarks = try optimize(&module, in: input.sources)
      return Output(command: text, text: remarks + module.description, module: module)
    case .fused, .kernel:
      return try compile(file)
    }
  }

  /// Runs the stages of a compilation.
  private func compile(_ file: SourceFile) throws -> Output {
    do {
      let model = try Model(bytes: file.bytes, name: file.name, directory: ".")
      let function = try model.function(named: self["entry"])
      var compiler = try Compiler(model, CompileOptions(entry: function.name))
      let sizes = try sizes()
      let types = function.argumentTypes.map(sizes.substitute)
      let module = try compiler.optimize(try compiler.specialize(types))
      if verb == .fused {
        let whole = compiler.preparation?.whole ?? module
        return Output(command: text, text: whole.description, module: whole)
      }
      let program = try compiler.lower(module, for: KernelTarget())
      let setup = try compiler.lowerSetup(of: program, for: KernelTarget())
      let once = setup.map { "\($0.program)\n" } ?? ""
      return Output(command: text, text: once + program.description, module: module)
    } catch let error as ModelError {
      throw GoldenFailure(error.rendered)
    } catch let error as DiagnosticError {
      throw GoldenFailure(error.diagnostics.all.map(\.message).joined(separator: "\n"))
    }
  }

  /// The sizes that symbols stand for, as `--size=N=4` says.
  private func sizes() throws(GoldenFailure) -> SymbolBindings {
    var sizes = SymbolBindings()
    for option in options where option.name == "size" {
      let parts = option.value.split(separator: "=").map(String.init)
      guard parts.count == 2, let n = Int(parts[1]),
        sizes.match(TensorType(.i1, [.symbol(parts[0])]), TensorType(.i1, sizes: [n]))
      else { throw GoldenFailure("'--size=\(option.value)' is not '--size=N=4'") }
    }
    return sizes
  }

  /// Runs the passes on `module` and returns the remarks if they are asked for.
  private func optimize(_ module: inout Module, in sources: SourceManager) throws -> String {
    guard let names = self["passes"] else { throw GoldenFailure("'opt' needs '--passes='") }
    let passes: [Pass]
    do throws(DiagnosticError) {
      passes = try Pipeline.parse(names)
    } catch {
      throw GoldenFailure(error.diagnostics.all.map(\.message).joined(separator: "\n"))
    }
    var options = PassManager.Options()
    options.verifiesEach = true
    options.entry = self["entry"]
    if let name = self["exactness"] {
      guard let exactness = Exactness(name: name) else {
        throw GoldenFailure("there is no exactness '\(name)'")
      }
      options.exactness = exactness
    }
    if let text = self["pass-limit"] {
      guard let limit = PassLimit(text) else { throw GoldenFailure("'\(text)' is no limit") }
      options.limit = limit
    }
    var manager = PassManager(options)
    try manager.run(passes, on: &module)
    guard let pass = self["remarks"] else { return "" }
    return DiagnosticRenderer.render(manager.remarks(of: pass == "all" ? nil : pass), in: sources)
  }

}

/// An input, parsed and verified.
struct GoldenInput {

  /// The text.
  let sources: SourceManager

  /// The module, `nil` iff there are errors.
  let module: Module?

  /// The errors.
  let diagnostics: DiagnosticList

  /// Parses and verifies `file`.
  init(_ file: SourceFile) {
    var sources = SourceManager()
    let id = sources.add(file)
    var diagnostics = DiagnosticList()
    var module = Module.parse(id, in: sources, diagnostics: &diagnostics)
    if let parsed = module {
      diagnostics = Verifier.verify(parsed)
      if diagnostics.hasErrors { module = nil }
    }
    self.sources = sources
    self.module = module
    self.diagnostics = diagnostics
  }

  /// The errors as compilers print them.
  var renderedErrors: String { DiagnosticRenderer.render(diagnostics, in: sources) }

}
