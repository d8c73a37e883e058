import GraphIR
import LLVMBackend

/// How long the compilation of a function and calls of it take.
package struct Benchmark: Sendable {

  /// How long the compilation took.
  package let compilation: Duration

  /// How long the stages of the compilation took.
  package let stages: [Compiler.StageTime]

  /// How long the parts of code generation took; where they ran on several threads, the sum.
  package let generation: [Compiler.StageTime]

  /// What became of looking for native code in the cache, `nil` without a cache.
  package let cacheOutcome: CodeCache.Outcome?

  /// How long each call took, the shortest first.
  package let calls: [Duration]

  /// The work of a call.
  package let work: WorkCount

  /// The greatest number of threads.
  package let threads: Int

  /// Compiles the function that `options` name, and calls it with `arguments`, one for each that is not
  /// bound, for `duration`, at least once.
  ///
  /// - Throws: `ModelError`, `InternalError`.
  package init(
    _ model: Model, _ arguments: [Tensor], _ options: CompileOptions, duration: Duration
  ) throws {
    let clock = ContinuousClock()
    let start = clock.now
    let executable = try model.compile(options)
    let compiled = try executable.prepare(for: arguments)
    stages = compiled.times
    generation = compiled.generationTimes
    cacheOutcome = compiled.cacheOutcome
    compilation = clock.now - start
    work = try executable.work(for: arguments)
    threads = options.threads

    _ = try executable.run(arguments)
    var calls: [Duration] = []
    let first = clock.now
    var last = first
    repeat {
      _ = try executable.run(arguments)
      let now = clock.now
      calls.append(now - last)
      last = now
    } while last - first < duration
    self.calls = calls.sorted()
  }

  /// The shortest call.
  package var minimum: Duration { calls.first ?? .zero }

  /// The median of the calls.
  package var median: Duration { calls.isEmpty ? .zero : calls[calls.count / 2] }

  /// The time that one call in a hundred exceeds.
  package var percentile99: Duration {
    calls.isEmpty ? .zero : calls[min(calls.count - 1, calls.count * 99 / 100)]
  }

  /// Operations a second of the shortest call, in units of 10⁹.
  package var gigaoperations: Double { work.operations / minimum.seconds / 1e9 }

  /// Bytes a second of the shortest call, in units of 10⁹.
  package var gigabytes: Double { work.bytes / minimum.seconds / 1e9 }

  /// All figures as one line of JSON.
  package var json: String {
    let figures: [(String, String)] =
      [
        ("min_ms", minimum.seconds.milli), ("median_ms", median.seconds.milli),
        ("p99_ms", percentile99.seconds.milli), ("compile_ms", compilation.seconds.milli),
        ("runs", String(calls.count)), ("threads", String(threads)),
        ("gflops", gigaoperations.decimal(3)), ("gbs", gigabytes.decimal(3)),
      ] + (stages + generation).map { ("\($0.stage)_ms", $0.duration.seconds.milli) }
      + (cacheOutcome.map { [("cache", "\"\($0.rawValue)\"")] } ?? [])
    return "{" + figures.map { "\"\($0)\": \($1)" }.joined(separator: ", ") + "}"
  }

  /// All figures as lines for people.
  package var table: String {
    return """
      compile   \(compilation.seconds.milli) ms: \(stages.summary)
      generate  \(generation.summary)\(cacheOutcome.map { "; cache: \($0.rawValue)" } ?? "")
      min       \(minimum.seconds.milli) ms
      median    \(median.seconds.milli) ms
      p99       \(percentile99.seconds.milli) ms
      calls     \(calls.count), at most \(threads) threads
      work      \(gigaoperations.decimal(2)) GFLOP/s, \(gigabytes.decimal(2)) GB/s

      """
  }

}

extension [Compiler.StageTime] {

  /// The stages with their times in milliseconds.
  package var summary: String {
    map { "\($0.stage) \($0.duration.seconds.milli)" }.joined(separator: ", ")
  }

}

extension Duration {

  /// The number of seconds.
  package var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }

}

extension Double {

  /// This number of seconds in milliseconds, with four decimal places.
  var milli: String { (self * 1e3).decimal(4) }

  /// This with `places` digits after the point; 0 for what is not finite.
  package func decimal(_ places: Int) -> String {
    guard isFinite, magnitude < 1e15 else { return "0" }
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let units = (magnitude * scale).rounded()
    guard units < 9e18 else { return String(self) }
    let n = UInt64(units)
    let sign = self < 0 && n > 0 ? "-" : ""
    if places == 0 { return "\(sign)\(n)" }
    let fraction = String(n % UInt64(scale))
    let zeros = String(repeating: "0", count: places - fraction.count)
    return "\(sign)\(n / UInt64(scale)).\(zeros)\(fraction)"
  }

}
