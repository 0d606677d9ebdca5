/** What may be wrong with files that someone hands in, said in the visitor's language. */
export interface RunFaults {
  /** `names` are those of the files that were given. */
  noRun(names: readonly string[]): string;
  /** `paths` are those of the checkpoints that were found. */
  severalRuns(paths: readonly string[]): string;
  brokenZip(file: string, reason: string): string;
  noConfiguration(file: string): string;
  setting(file: string, fault: SettingFault): string;
  step(file: string, value: string): string;
  readonly expected: {
    readonly text: string;
    readonly object: string;
    /** A whole number from `least`. */
    whole(least: number): string;
    readonly shape: string;
    oneOf(words: readonly string[]): string;
  };
}

/** A setting of a configuration, such as `data.type`, and its value as JSON. */
export interface SettingFault {
  readonly setting: string;
  readonly value: string;
  readonly expected: string;
}
