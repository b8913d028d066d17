// Runs libFuzzer on one of bnlab's readers.
//
// usage: Fuzzers list
//        Fuzzers seeds FOLDER               writes the first inputs of each reader into FOLDER/READER
//        Fuzzers READER [OPTION|FOLDER]...  libFuzzer's options and folders of inputs

import Foundation
import FuzzDriver

let arguments = CommandLine.arguments
switch arguments.dropFirst().first {
case "list": for reader in Reader.allCases { print(reader.rawValue) }
case "seeds" where arguments.count == 3: try Reader.writeSeeds(to: arguments[2])
case let name? where Reader(rawValue: name) != nil:
  // libFuzzer does not see the reader's name.
  CommandLine.unsafeArgv[1] = CommandLine.unsafeArgv[0]
  var count = CommandLine.argc - 1
  var values: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv + 1
  exit(
    LLVMFuzzerRunDriver(&count, &values) { bytes, count in
      Reader.chosen.read(Array(UnsafeBufferPointer(start: bytes, count: count)))
      return 0
    })
case nil, _?:
  print("usage: Fuzzers list | seeds FOLDER | READER [OPTION|FOLDER]...")
  exit(64)
}
