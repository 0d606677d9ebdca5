import { GenlabError } from "@genlab/core";

/** ONNX Runtime made no session of a program. An executor may run the program eagerly instead. */
export class CompilationError extends GenlabError {
  constructor(program: string, cause: unknown) {
    super(`ONNX Runtime could not compile "${program}": ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}
