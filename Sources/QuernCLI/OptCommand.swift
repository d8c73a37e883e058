import ArgumentParser
import Diagnostics
import GraphIR
import GraphPasses
import Quern

/// `quern opt`.
struct OptCommand: ParsableCommand {

  static let configuration = CommandConfiguration(
    commandName: "opt", abstract: "Run passes over a model and print it.",
    discussion: """
      Without --passes all passes of a compilation run. The passes of the list run on all functions as \
      they are written, with symbols for sizes, unless --size gives these numbers.

      Examples:
        quern opt model.qir --passes=inline,dce,cse
        quern opt model.qir --print-ir-after=changed
        quern opt model.qir --pass-limit 7.3 --verify-each
        quern opt model.qir --size B=32 --remarks=fusion
        quern opt --list-passes
      """)

  @Argument(help: "The model: a .qir file, or '-' for standard input.", completion: .file())
  var model: String?

  @Option(name: .long, help: "The function that is called from outside.")
  var entry: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The size that a symbol stands for, such as B=32; of a model with sizes that are known at a call, also the value of a whole number among its arguments.",
      valueName: "name=n"))
  var size: [String] = []

  @Option(name: .long, help: "The passes, with commas between them; 'default' stands for all.")
  var passes = "default"

  @Option(
    name: .customLong("print-ir-after"),
    help: "Print the model to standard error after passes: 'all', 'changed', or their names.")
  var printAfter: String?

  @Flag(name: .long, help: "Verify the model after each pass.")
  var verifyEach = false

  @Option(
    name: .long,
    help: "Stop after N passes, the last of which stops after M rewrites.")
  var passLimit: PassLimit?

  @Flag(name: .long, help: "Print how long each pass took, and how many rewrites it did.")
  var timePasses = false

  @Flag(name: .long, help: "List the passes.")
  var listPasses = false

  @Option(
    name: .long,
    help: "Print explanations of decisions of a pass, such as 'fusion'; 'all' for every pass.")
  var remarks: String?

  @Option(name: .customLong("dump-to"), help: "Write the model after each pass to this folder.")
  var dumpDirectory: String?

  @Option(
    name: .long,
    help:
      "What rewrites may change: nothing (exact), the order of sums (order-changing), or what real numbers do not show (real-algebra).",
    transform: { (name) in
      guard let exactness = Exactness(name: name) else {
        let names = Exactness.allCases.map(\.name).joined(separator: ", ")
        throw ValidationError("'\(name)' is not one of \(names)")
      }
      return exactness
    })
  var exactness: Exactness?

  func validate() throws {
    if !listPasses, model == nil { throw ValidationError("no model is given") }
  }

  func run() throws {
    if listPasses {
      let width = Pipeline.all.map(\.name.count).max() ?? 0
      for p in Pipeline.all {
        let padding = String(repeating: " ", count: width - p.name.count)
        Console.output("\(p.name)\(padding)  \(p.summary)\n")
      }
      return
    }
    var modelOptions = ModelOptions()
    modelOptions.model = model ?? ""
    modelOptions.entry = entry
    modelOptions.size = size
    let loaded = try modelOptions.load()
    let passes: [Pass]
    do throws(DiagnosticError) {
      passes = try Pipeline.parse(self.passes)
    } catch {
      throw ValidationError(error.diagnostics.all.map(\.message).joined(separator: "\n"))
    }
    var module = loaded.module
    if !size.isEmpty || loaded.dynamic != nil {
      let function = try loaded.function(named: entry)
      let known = try modelOptions.arguments(of: function, in: loaded)
      module = try loaded.specialized(known.types, values: known.values, entry: function.name)
    }
    let manager = try loaded.run(passes, on: &module, options: managerOptions)
    if let remarks {
      var shown = DiagnosticList()
      for d in manager.remarks(of: remarks == "all" ? nil : remarks).all { shown.report(d) }
      Console.error(DiagnosticRenderer.render(shown, in: loaded.sources))
    }
    if timePasses { Console.error(manager.timingTable) }
    Console.output(module.description)
  }

  private var managerOptions: PassManager.Options {
    var options = PassManager.Options()
    options.entry = entry
    if let exactness { options.exactness = exactness }
    options.limit = passLimit
    if verifyEach { options.verifiesEach = true }
    options.dumpDirectory = dumpDirectory
    options.output = { Console.error($0) }
    switch printAfter {
    case nil: break
    case "changed"?: options.printing = .changed
    case "all"?: options.printing = .all
    case let names?: options.printing = .after(names.split(separator: ",").map(String.init))
    }
    return options
  }

}

extension PassLimit: ExpressibleByArgument {

  /// Creates the limit written as `argument`.
  public init?(argument: String) { self.init(argument) }

}
