import { GenlabError } from "@genlab/core";

/** A traced function reached a tfjs kernel that has no counterpart in a graph. An executor may run the program eagerly instead. */
export class UnknownKernelError extends GenlabError {
  readonly kernel: string;

  constructor(kernel: string, program: string, options?: ErrorOptions) {
    super(
      `"${program}" uses the tfjs kernel ${kernel}, which cannot be traced. Compose it of other operations, or run the program eagerly.`,
      options,
    );
    this.kernel = kernel;
  }
}
