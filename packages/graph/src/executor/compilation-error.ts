import { GenlabError } from "@genlab/core";

/** A runtime made nothing executable of a program. An executor may run the program eagerly instead. */
export class CompilationError extends GenlabError {
  constructor(runtime: string, program: string, cause: unknown) {
    super(`${runtime} could not compile "${program}": ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}
