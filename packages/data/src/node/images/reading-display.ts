/** What is read, and where it goes. */
export interface Reading {
  readonly count: number;
  /** What is kept of them, and where. Default: a look at their sizes is all. */
  readonly kept?: { readonly bytes: number; readonly folder: string };
}

/** Hears how the reading of many images goes. */
export interface ReadingDisplay {
  begin(reading: Reading): void;
  /** One more is read. Nothing happens before `begin`. */
  advance(): void;
  stop(): void;
}

/** Shows nothing. */
export const silentDisplay: ReadingDisplay = { begin() {}, advance() {}, stop() {} };
