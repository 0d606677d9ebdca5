/** How each run is trained. */
export interface EmitOptions {
  readonly threads: number;
  /** Options of the command line that say so. */
  readonly words: readonly string[];
}
