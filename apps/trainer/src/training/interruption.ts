const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Signals that ask a run to save and stop. */
export type StopSignal = keyof typeof EXIT_CODES;

export const STOP_SIGNALS = Object.keys(EXIT_CODES) as readonly StopSignal[];

/** What a shell expects of a program that a signal ended. */
export const exitCodeOf = (signal: StopSignal): number => EXIT_CODES[signal];

export interface Interruption {
  /** Aborted, with the name of the signal as its reason, when the first one comes. */
  readonly signal: AbortSignal;
  /** Gives the signals back to Node. */
  stop(): void;
}

/** Listens for Ctrl-C, `kill`, and a terminal that closes. The second signal ends the process at once, after `beforeExit`. */
export function listenForInterruption(beforeExit: () => void): Interruption {
  const controller = new AbortController();
  const listener = (name: StopSignal) => {
    if (controller.signal.aborted) {
      beforeExit();
      process.exit(exitCodeOf(name));
    }
    controller.abort(name);
  };
  for (const name of STOP_SIGNALS) process.on(name, listener);
  return {
    signal: controller.signal,
    stop() {
      for (const name of STOP_SIGNALS) process.off(name, listener);
    },
  };
}
