import { inMegabytes, type ReadingDisplay } from "@genlab/data/node";
import { SingleBar } from "cli-progress";
import { forCaller } from "../terminal/caller.js";
import { describeSeconds } from "../terminal/words.js";

const MILLISECONDS_BETWEEN_LINES = 5000;

/** A line with what is needed; then a bar on a terminal, and lines elsewhere. */
export function createReadingDisplay(stream: NodeJS.WriteStream): ReadingDisplay {
  const bar = new SingleBar({
    stream,
    format: "{bar} {percentage}%  reading images, {eta_formatted} left",
    barCompleteChar: "█",
    barIncompleteChar: "░",
    barsize: 20,
    hideCursor: true,
  });
  let [count, done, startedAt, saidAt] = [0, 0, 0, 0];
  const say = () => {
    const now = performance.now();
    if (now - saidAt < MILLISECONDS_BETWEEN_LINES) return;
    saidAt = now;
    const left = ((now - startedAt) / 1e3 / done) * (count - done);
    stream.write(`${done} of ${count} images read, ${describeSeconds(left)} left\n`);
  };
  return {
    begin({ kept, ...reading }) {
      ({ count } = reading);
      [startedAt, saidAt, done] = [performance.now(), performance.now(), 0];
      const what = kept
        ? `reading ${count} images: ${inMegabytes(kept.bytes)}, kept in ${forCaller(kept.folder)} for the next start`
        : `looking at the sizes of ${count} images`;
      stream.write(`${what}\n`);
      if (stream.isTTY) bar.start(count, 0);
    },
    advance() {
      if (count === 0) return;
      done++;
      if (stream.isTTY) bar.update(done);
      else say();
    },
    stop() {
      bar.stop();
      count = 0;
    },
  };
}
