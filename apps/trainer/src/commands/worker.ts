import type { Command } from "commander";
import { positiveNumber } from "../config/options.js";
import { type MachineOptions, machineOptions, onMachine } from "../sweep/machine.js";
import { openRedis, withoutPassword } from "../sweep/redis-queue.js";
import { work } from "../sweep/work.js";
import { forCaller, fromCaller } from "../terminal/caller.js";
import { counted } from "../terminal/words.js";
import { exitCodeOf, listenForInterruption, type StopSignal } from "../training/interruption.js";

interface Options extends MachineOptions {
  readonly queue: string;
  readonly sweeps: string;
  readonly silence: number;
}

export function addWorker(program: Command, done: (exitCode: number) => void): void {
  const command = program
    .command("worker")
    .description("train runs of sweeps that a queue has, until it is stopped")
    .requiredOption("--queue <address>", "of a Redis: redis://HOST:6379, rediss:// for TLS; a password in it is used")
    .option("--sweeps <folder>", "holds the folders of sweeps; all who work see the same", "sweeps")
    .option(
      "--silence <seconds>",
      "after which the runs of a worker that is not heard of are another's",
      positiveNumber,
      30,
    );
  for (const option of machineOptions()) command.addOption(option);
  command.action(async (options: Options) => done(await run(options)));
}

async function run({ queue, sweeps, silence, ...machine }: Options): Promise<number> {
  const { stdout } = process;
  const redis = await openRedis(queue);
  const folder = fromCaller(sweeps);
  const { parallel, words } = onMachine(machine);
  stdout.write(
    `trains ${counted(parallel, "run", "runs")} at a time of sweeps in ${forCaller(folder)}, by the queue on ${withoutPassword(queue)}\n`,
  );
  const interruption = listenForInterruption(() => {});
  const { signal } = interruption;
  try {
    await work({
      redis,
      sweeps: folder,
      parallel,
      words,
      silence,
      signal,
      onLine: (line) => stdout.write(`${line}\n`),
    });
  } finally {
    interruption.stop();
  }
  return exitCodeOf(signal.reason as StopSignal);
}
