import GraphIR

extension Model {

  /// Returns the results of the function called `entry` for `arguments`, computed by `backend`.
  ///
  /// - Throws: `ModelError`, `InternalError`.
  package func evaluate(
    entry: String, arguments: [Literal], backend: Backend, threads: Int = 1
  ) throws -> [Literal] {
    var options = CompileOptions(entry: entry, threads: threads)
    options.backend = backend
    let executable = try compile(options)
    return try executable.run(try arguments.map { try Tensor($0) }).map { try $0.literal }
  }

}
