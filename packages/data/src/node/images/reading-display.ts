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

/** A display of which errors wait, so that they are no faults of the images that are read meanwhile. */
export interface PatientDisplay extends ReadingDisplay {
  /** Throws the first of them, after which the display is told nothing. */
  throwHeld(): void;
}

export function patient(display: ReadingDisplay): PatientDisplay {
  let held: { readonly error: unknown } | undefined;
  const tell = (say: () => void) => {
    if (held) return;
    try {
      say();
    } catch (error) {
      held = { error };
    }
  };
  return {
    begin: (reading) => tell(() => display.begin(reading)),
    advance: () => tell(() => display.advance()),
    stop: () => tell(() => display.stop()),
    throwHeld() {
      if (held) throw held.error;
    },
  };
}

/** Shows nothing. */
export const silentDisplay: ReadingDisplay = { begin() {}, advance() {}, stop() {} };
