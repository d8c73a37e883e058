import Runtime

/// Files that are written as a whole or not at all.
package enum OutputFile {

  /// Writes `parts`, one after another, to the file at `path`.
  ///
  /// - Throws: `ModelError` if that cannot be done; what was there before is then still there.
  package static func write(_ parts: [FileWriter.Part], to path: String) throws(ModelError) {
    do throws(FileWriter.Failure) {
      try FileWriter.write(parts, to: path)
    } catch {
      throw ModelError("cannot write '\(path)': \(error.reason)")
    }
  }

}
