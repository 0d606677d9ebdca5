import type { DownloadProgress } from "@genlab/data/node";
import { SingleBar } from "cli-progress";

export interface DownloadDisplay {
  show(progress: DownloadProgress): void;
  stop(): void;
}

/** A bar a file on a terminal, and a line a file elsewhere. Nothing is shown until something comes. */
export function createDownloadDisplay(stream: NodeJS.WriteStream): DownloadDisplay {
  const bar = new SingleBar({
    stream,
    format: "{bar} {percentage}%  downloading {file}",
    barCompleteChar: "█",
    barIncompleteChar: "░",
    barsize: 20,
    hideCursor: true,
  });
  let shown = "";
  const begin = ({ file, total = 0 }: DownloadProgress) => {
    if (!stream.isTTY) return void stream.write(`downloading ${file}\n`);
    bar.stop();
    bar.start(total, 0, { file });
  };
  return {
    show(progress) {
      if (progress.file !== shown) begin(progress);
      shown = progress.file;
      if (stream.isTTY) bar.update(progress.received);
    },
    stop: () => bar.stop(),
  };
}
