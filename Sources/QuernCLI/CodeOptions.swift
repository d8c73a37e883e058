import ArgumentParser
import Foundation
import Quern

/// How native code is made, and where it is kept for the next time.
struct CodeOptions: ParsableArguments {

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Keep native code in this directory, so that the next start is fast.", valueName: "directory"),
    completion: .directory)
  var cache: String?

  @Flag(name: .long, help: "The same, in the directory of this user for such files.")
  var userCache = false

  @Option(
    name: .long,
    help: ArgumentHelp("The most bytes that are kept (default: 256 MiB).", valueName: "bytes"))
  var cacheLimit: Int?

  @Flag(
    name: .long,
    help: "Compute convolutions as they are written, with the smallest rounding errors.")
  var noWinograd = false

  func validate() throws {
    if cache != nil, userCache {
      throw ValidationError("--cache and --user-cache exclude each other")
    }
    if let cacheLimit, cacheLimit < 0 {
      throw ValidationError("--cache-limit takes a number of bytes")
    }
  }

  /// Makes `options` say what these do.
  func apply(to options: inout CompileOptions) {
    options.codeCache = codeCache
    options.usesWinograd = !noWinograd
  }

  /// The cache that the options ask for, `nil` if they do not.
  private var codeCache: CodeCacheOptions? {
    guard let directory = cache ?? (userCache ? Self.userDirectory : nil) else { return nil }
    var result = CodeCacheOptions(directory: directory)
    if let cacheLimit { result.byteLimit = cacheLimit }
    return result
  }

  /// `$XDG_CACHE_HOME/quern`, or `~/.cache/quern`.
  private static var userDirectory: String {
    let environment = ProcessInfo.processInfo.environment
    if let base = environment["XDG_CACHE_HOME"], base.hasPrefix("/") { return base + "/quern" }
    return FileManager.default.homeDirectoryForCurrentUser.path + "/.cache/quern"
  }

}
