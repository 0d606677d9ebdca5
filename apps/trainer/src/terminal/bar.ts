import { SingleBar } from "cli-progress";

/** Shows how far something is that takes a while. */
export interface Bar {
  advance(count: number): void;
  stop(): void;
}

const MILLISECONDS_BETWEEN_LINES = 5000;

/** A bar on a terminal; elsewhere a line now and then: `250 of 1000 encoded`. */
export function createBar(stream: NodeJS.WriteStream, count: number, done: string): Bar {
  let so = 0;
  if (stream.isTTY) {
    const bar = new SingleBar({
      stream,
      format: `{bar} {percentage}%  ${done}, {eta_formatted} left`,
      barCompleteChar: "█",
      barIncompleteChar: "░",
      barsize: 20,
      hideCursor: true,
      clearOnComplete: true,
    });
    bar.start(count, 0);
    return { advance: (more) => bar.increment(more), stop: () => bar.stop() };
  }
  let saidAt = performance.now();
  return {
    advance(more) {
      so += more;
      if (so === count || performance.now() - saidAt < MILLISECONDS_BETWEEN_LINES) return;
      saidAt = performance.now();
      stream.write(`${so} of ${count} ${done}\n`);
    },
    stop() {},
  };
}
