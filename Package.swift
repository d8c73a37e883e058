// swift-tools-version: 6.2

import PackageDescription

/// Every target of the package is compiled with warnings as errors.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error)
]

let package = Package(
  name: "Quern",
  products: [
    .library(name: "Quern", targets: ["Quern"]),
    .executable(name: "quern", targets: ["QuernCLI"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
  ],
  targets: [
    .target(name: "Diagnostics", swiftSettings: strict),
    .target(name: "Scalars", swiftSettings: strict),
    .target(name: "GraphIR", dependencies: ["Diagnostics", "Scalars"], swiftSettings: strict),
    .target(
      name: "Interpreter", dependencies: ["Diagnostics", "Scalars", "GraphIR"],
      swiftSettings: strict),
    .target(
      name: "GraphPasses", dependencies: ["Diagnostics", "Scalars", "GraphIR", "Interpreter"],
      swiftSettings: strict),
    .target(
      name: "StableHLO", dependencies: ["Diagnostics", "Scalars", "GraphIR"],
      swiftSettings: strict),
    .target(name: "KernelIR", dependencies: ["Diagnostics", "Scalars"], swiftSettings: strict),
    .target(
      name: "Lowering", dependencies: ["Diagnostics", "Scalars", "GraphIR", "KernelIR"],
      swiftSettings: strict),
    .target(name: "Runtime", swiftSettings: strict),
    .target(
      name: "ArrayFiles", dependencies: ["Diagnostics", "Scalars", "Runtime"],
      swiftSettings: strict),
    .target(name: "CLLVM", linkerSettings: [.linkedLibrary("LLVM-19")]),
    .target(
      name: "LLVMBackend",
      dependencies: ["CLLVM", "Diagnostics", "Scalars", "KernelIR", "Runtime"],
      swiftSettings: strict),
    .target(
      name: "Quern",
      dependencies: [
        "Diagnostics", "Scalars", "GraphIR", "Interpreter", "GraphPasses", "StableHLO", "KernelIR",
        "Lowering", "Runtime", "ArrayFiles", "LLVMBackend",
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "QuernCLI",
      dependencies: [
        "Quern", "Diagnostics", "Scalars", "GraphIR", "Interpreter", "GraphPasses", "KernelIR",
        "Lowering", "LLVMBackend",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .executableTarget(name: "DigitsSample", dependencies: ["Quern"], swiftSettings: strict),
    .target(
      name: "RandomGraphs", dependencies: ["Diagnostics", "Scalars", "GraphIR"],
      path: "Tests/RandomGraphs", swiftSettings: strict),
    .testTarget(
      name: "DiagnosticsTests", dependencies: ["Diagnostics"], swiftSettings: strict),
    .testTarget(
      name: "GraphIRTests", dependencies: ["Diagnostics", "Scalars", "GraphIR"],
      swiftSettings: strict),
    .testTarget(
      name: "InterpreterTests",
      dependencies: ["Diagnostics", "Scalars", "GraphIR", "Interpreter", "RandomGraphs"],
      swiftSettings: strict),
    .testTarget(
      name: "GraphPassesTests",
      dependencies: [
        "Diagnostics", "Scalars", "GraphIR", "Interpreter", "GraphPasses", "RandomGraphs",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "StableHLOTests",
      dependencies: ["Quern", "Diagnostics", "Scalars", "GraphIR", "StableHLO"],
      exclude: ["Cases"],
      swiftSettings: strict),
    .testTarget(
      name: "KernelIRTests", dependencies: ["Diagnostics", "Scalars", "KernelIR"],
      swiftSettings: strict),
    .testTarget(
      name: "LoweringTests",
      dependencies: [
        "Diagnostics", "Scalars", "GraphIR", "Interpreter", "GraphPasses", "KernelIR", "Lowering",
      ],
      swiftSettings: strict),
    .testTarget(name: "RuntimeTests", dependencies: ["Runtime"], swiftSettings: strict),
    .testTarget(
      name: "LLVMBackendTests",
      dependencies: ["Diagnostics", "Scalars", "KernelIR", "Runtime", "LLVMBackend"],
      swiftSettings: strict),
    .testTarget(
      name: "QuernTests",
      dependencies: [
        "Quern", "Diagnostics", "Scalars", "GraphIR", "Interpreter", "GraphPasses", "Runtime",
        "LLVMBackend", "RandomGraphs",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "CommandTests", dependencies: ["Quern", "QuernCLI"], swiftSettings: strict),
    .testTarget(
      name: "GoldenTests",
      dependencies: [
        "Quern", "Diagnostics", "Scalars", "GraphIR", "Interpreter", "GraphPasses", "KernelIR",
        "Lowering",
      ],
      exclude: ["Cases"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
