import Foundation
import Quern
import Testing

/// The `quern` command as a process: what it prints where, and its exit codes.
@Suite("Command") struct CommandTests {

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private let model = """
    func @main(%x: f32[N,2], %y: f32[N,2]) -> (f32[N,2], f32[]) {
      %0 = mul %x, %y
      %1 = reduce add %0, dims=[0, 1]
      return %0, %1
    }
    """

  @Test func printsAndWritesResults() throws {
    let file = try folder.write(model, as: "m.qir")
    try Tensor([1, 2, 3, 4] as [Float], shape: [2, 2]).write(to: folder.path("x.npy"))
    try Tensor([10, 10, 2, 2] as [Float], shape: [2, 2]).write(to: folder.path("y.npy"))
    let inputs = ["--input", "y=\(folder.path("y.npy"))", "--input", folder.path("x.npy")]
    let printed = try quern(["run", file] + inputs)
    #expect(printed.status == 0)
    #expect(printed.output == "[[10.0, 20.0], [6.0, 8.0]] : f32[2,2]\n44.0 : f32[]\n")
    #expect(printed.errors == "")

    let written = try quern(["run", file, "--output", folder.path("o.npy")] + inputs)
    #expect(written.output == "44.0 : f32[]\n")
    #expect(try Tensor(contentsOf: folder.path("o.npy")).elements() == [10, 20, 6, 8] as [Float])
  }

  @Test(arguments: ["jit", "interpreter", "unoptimized"])
  func runsByEachBackend(name: String) throws {
    let file = try folder.write(model, as: "m.qir")
    let result = try quern(["run", file, "--random", "7", "--size", "N=3", "--backend", name])
    let again = try quern(["run", file, "--random", "7", "--size", "N=3"])
    #expect(result.status == 0)
    #expect(result.output.split(separator: "\n").first == again.output.split(separator: "\n").first)
  }

  @Test func showsStagesAndFindsCodeAgain() throws {
    let file = try folder.write(model, as: "m.qir")
    let arguments = ["compile", file, "--time", "--size", "N=3", "--cache", folder.path("cache")]
    let first = try quern(arguments)
    #expect(first.status == 0)
    for stage in ["read", "passes", "generate", "  codegen", "  link", "all"] {
      #expect(first.output.contains(try Regex("(?m)^\(stage) +[0-9.]+ ms$")))
    }
    #expect(first.output.contains("(cache: miss)"))
    let second = try quern(arguments)
    #expect(second.output.contains("(cache: hit)"))
    #expect(!second.output.contains("codegen"))
    #expect(try quern(arguments + ["--user-cache"]).status == 2)
  }

  /// Each process finds nothing, or all of what another one wrote.
  @Test func processesShareACache() throws {
    let file = try folder.write(model, as: "m.qir")
    let arguments = [
      "run", file, "--random", "1", "--size", "N=5", "--cache", folder.path("cache"), "--output",
      "/dev/null", "--output", "/dev/null",
    ]
    let processes = try (0..<4).map { _ in
      let process = Process()
      process.executableURL = try Self.executable()
      process.arguments = arguments
      process.standardInput = FileHandle.nullDevice
      try process.run()
      return process
    }
    for p in processes {
      p.waitUntilExit()
      #expect(p.terminationReason == .exit && p.terminationStatus == 0)
    }
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path("cache"))
    #expect(files.count == 1)
    #expect(try quern(arguments).status == 0)
  }

  @Test func reportsThreeMistakesAtOnce() throws {
    let file = try folder.write(
      """
      func @main(%x: f32[2]) -> f32[2] {
        %0 = expp %x
        %1 = add %x, %z
        %2 = transpose %x, permutation=[1]
        return %x
      }
      """, as: "wrong.qir")
    for verb in ["opt", "run", "compile", "inspect"] {
      let result = try quern([verb, file])
      #expect(result.status == 1)
      #expect(result.output == "")
      #expect(result.errors.matches(of: #/wrong\.qir:\d+:\d+: error: /#).count == 3)
      #expect(result.errors.contains("         ^~~\n") || result.errors.contains("       ^~~~\n"))
    }
  }

  @Test(arguments: [
    ["run"], ["frobnicate"], ["run", "m.qir", "--threads", "0"],
    ["opt", "m.qir", "--passes=nothing"], ["bench", "m.qir", "--seconds", "-1"],
    ["compile", "m.qir", "--emit", "wasm"], ["opt"],
    ["opt", "m.qir", "--pass-limit", "x"],
  ]) func tellsWrongUsage(arguments: [String]) throws {
    let file = try folder.write(model, as: "m.qir")
    let result = try quern(arguments.map { $0 == "m.qir" ? file : $0 })
    #expect(result.status == 2, "\(arguments)")
    #expect(result.output == "")
    #expect(result.errors.contains("Error: "))
  }

  @Test(arguments: [
    ["run", "nothing.qir"], ["run", "m.qir"], ["run", "m.qir", "--random", "1"],
    ["run", "m.qir", "--input", "nothing.npy"], ["run", "m.qir", "--entry", "mian"],
    ["run", "m.qir", "--input", "z=x.npy"], ["check", "m.qir"], ["check", "nothing"],
    ["run", "m.qir", "--random", "1", "--size", "N=2", "--output", "nowhere/o.npy"],
    ["compile", "m.qir", "--size", "N=2", "--target", "nonsense"],
    ["run", "m.qir", "--random", "1", "--size", "N=99999999999999"],
  ]) func tellsFaultsOfTheInput(arguments: [String]) throws {
    let file = try folder.write(model, as: "m.qir")
    try Tensor([1] as [Float]).write(to: folder.path("x.npy"))
    let result = try quern(arguments.map { $0 == "m.qir" ? file : $0 }, in: folder.path)
    #expect(result.status == 1, "\(arguments): \(result.errors)")
    #expect(result.output == "" || arguments[0] == "check")
    #expect(result.errors.contains("error: "), "\(arguments)")
  }

  @Test func benchPrintsOneLineOfJSON() throws {
    let file = try folder.write(model, as: "m.qir")
    let result = try quern([
      "bench", file, "--random", "1", "--size", "N=64", "--threads", "1", "--seconds", "0.05",
      "--json",
    ])
    #expect(result.status == 0)
    #expect(result.output.split(separator: "\n").count == 1)
    let figures = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Double])
    for key in ["min_ms", "median_ms", "compile_ms", "runs"] {
      #expect((figures[key] ?? 0) > 0, "\(key)")
    }
  }

  @Test func compilesToEachStage() throws {
    let file = try folder.write(model, as: "m.qir")
    let marks = [
      "qir": "func @main", "fused": "func @main", "kernel": "program @main", "llvm": "define",
      "asm": ".globl",
    ]
    for (stage, mark) in marks.sorted(by: { $0.key < $1.key }) {
      let result = try quern(["compile", file, "--size", "N=8", "--emit", stage])
      #expect(result.status == 0)
      #expect(result.output.contains(mark), "\(stage)")
    }
    let object = folder.path("m.o")
    #expect(try quern(["compile", file, "--size", "N=8", "-o", object]).status == 0)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: object))
    #expect(bytes.starts(with: Array("\u{7f}ELF".utf8)))
    let arm = try quern(
      ["compile", file, "--size", "N=8", "--emit", "asm", "--target", "aarch64-linux-gnu"])
    #expect(arm.output.contains("fmul"))
  }

  @Test(arguments: [
    ["opt"], ["compile", "--emit", "kernel"], ["compile", "--time"], ["inspect"],
    ["run", "--random", "1"], ["bench", "--random", "1", "--seconds", "0.01"],
  ])
  func takesSizesOfDynamicPrograms(command: [String]) throws {
    let file = try folder.write(
      """
      func.func @main(%n: tensor<i64>, %x: tensor<?xf32>) -> tensor<?x?xf32> {
        %two = stablehlo.constant dense<2> : tensor<1xi64>
        %0 = stablehlo.reshape %n : (tensor<i64>) -> tensor<1xi64>
        %1 = stablehlo.concatenate %two, %0, dim = 0 : (tensor<1xi64>, tensor<1xi64>) -> tensor<2xi64>
        %2 = stablehlo.dynamic_broadcast_in_dim %x, %1, dims = [1] : (tensor<?xf32>, tensor<2xi64>) -> tensor<?x?xf32>
        return %2 : tensor<?x?xf32>
      }
      """, as: "dynamic.mlir")
    let (verb, rest) = (command[0], Array(command.dropFirst()))
    let result = try quern([verb, file] + rest + ["--size", "n=3", "--size", "d0=3"])
    #expect(result.status == 0)
    #expect(result.errors == "")
    if verb != "bench", verb != "compile" { #expect(result.output.contains("f32[2,3]")) }
    let unknown = try quern([verb, file] + rest + ["--size", "n=3"])
    #expect(unknown.errors.contains("the size of the symbol d0 is not known"))
    let wrong = try quern([verb, file] + rest + ["--size", "n=3", "--size", "d0=2"])
    #expect(wrong.status != 0)
    #expect(wrong.errors.contains("%n = 3, %x = f32[2]"))
  }

  @Test func bindsConstants() throws {
    let text = """
      func @main(%x: f32[N,2], %w: f32[2,2]) -> f32[N,2] {
        %0 = exp %w
        %1 = dot_general %x, %0, lhs_contract=[1], rhs_contract=[0]
        return %1
      }
      """
    let file = try folder.write(text, as: "m.qir")
    try Tensor([1, 2] as [Float], shape: [1, 2]).write(to: folder.path("x.npy"))
    try Tensor([0, 0, 0, 0] as [Float], shape: [2, 2]).write(to: folder.path("w.npy"))
    let constant = ["--constant", "w=\(folder.path("w.npy"))"]
    for backend in ["jit", "interpreter", "unoptimized"] {
      let result = try quern(
        ["run", file, "--input", folder.path("x.npy"), "--backend", backend] + constant)
      #expect(result.output == "[[3.0, 3.0]] : f32[1,2]\n")
    }
    #expect(
      try quern(["run", file, "--constant", "v=w.npy"]).errors
        == "error: @main has no parameter '%v'; it takes %x, %w\n")
    #expect(
      try quern(["run", file, "--constant", "w.npy"]).errors
        == "error: 'w.npy' is no constant; write it as NAME=FILE\n")
    let inspected = try quern(["inspect", file, "--size", "N=4"] + constant)
    #expect(inspected.output.contains("prepared    1 tensors of 16 bytes"))
    let fused = try quern(["compile", file, "--size", "N=4", "--emit", "fused"] + constant)
    #expect(fused.output.contains("func @main.setup() -> f32[2,2]"))
    for constants in ["all-but-first", "w"] {
      let measured = try quern(
        [
          "bench", file, "--random", "1", "--size", "N=4", "--seconds", "0.01", "--json",
          "--constants", constants,
        ])
      #expect(measured.output.contains("\"setup_ms\""))
    }
  }

  @Test func passesCanBeLimitedTimedAndPrinted() throws {
    let file = try folder.write(model, as: "m.qir")
    let list = try quern(["opt", "--list-passes"])
    #expect(list.output.contains("dce "))
    let result = try quern([
      "opt", file, "--passes=cse,dce", "--time-passes", "--print-ir-after=all", "--dump-to",
      folder.path("dump"), "--pass-limit", "1",
    ])
    #expect(result.status == 0)
    #expect(result.errors.contains("// after 1: cse\n"))
    #expect(result.errors.contains("rewrites"))
    #expect(!result.errors.contains("dce"))
    let dumped = try FileManager.default.contentsOfDirectory(atPath: folder.path("dump"))
    #expect(dumped == ["001-cse.qir"])
  }

  @Test func checksFoldersAndCountsFailures() throws {
    let function = "func @f(%x: f32[2]) -> f32[2] {\n  %0 = neg %x\n  return %0\n}\n"
    _ = try folder.write(function + "// run: @f([1, 2]) == [-1, -2]\n", as: "right.qir")
    let right = try quern(["check", "--backend", "all", folder.path])
    #expect(right.status == 0)
    #expect(right.output == "1 passed, 0 failed\n")
    _ = try folder.write(function + "// run: @f([1, 2]) == [-1, 2]\n", as: "wrong.qir")
    let wrong = try quern(["check", folder.path])
    #expect(wrong.status == 1)
    #expect(wrong.output.hasSuffix("1 passed, 1 failed\n"))
    #expect(wrong.output.contains("wrong.qir:5:"))
  }

  @Test func helpIsThere() throws {
    for verb in ["run", "compile", "opt", "bench", "check", "inspect"] {
      let result = try quern([verb, "--help"])
      #expect(result.status == 0)
      #expect(result.output.contains("Example"))
    }
  }

  // MARK: Processes

  /// Runs `quern` with `arguments` in `directory`.
  private func quern(
    _ arguments: [String], in directory: String? = nil
  ) throws -> (status: Int32, output: String, errors: String) {
    let process = Process()
    process.executableURL = try Self.executable()
    process.arguments = arguments
    if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
    let (output, errors) = (folder.path("stdout"), folder.path("stderr"))
    for f in [output, errors] { _ = FileManager.default.createFile(atPath: f, contents: nil) }
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    defer { for f in [output, errors] { try? FileManager.default.removeItem(atPath: f) } }
    return (
      process.terminationReason == .exit ? process.terminationStatus : -1,
      try String(contentsOfFile: output, encoding: .utf8),
      try String(contentsOfFile: errors, encoding: .utf8)
    )
  }

  /// The command, which is built beside the tests.
  private static func executable() throws -> URL {
    var directory = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    for _ in 0..<5 {
      let candidate = directory.appendingPathComponent("quern")
      if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
      directory = directory.deletingLastPathComponent()
    }
    throw CocoaError(.fileNoSuchFile)
  }

}

/// A folder that is removed with this.
private final class TemporaryFolder: Sendable {

  let path = NSTemporaryDirectory() + "quern-command-\(UUID().uuidString)"

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func path(_ name: String) -> String { "\(path)/\(name)" }

  func write(_ text: String, as name: String) throws -> String {
    try text.write(toFile: path(name), atomically: true, encoding: .utf8)
    return path(name)
  }

}
