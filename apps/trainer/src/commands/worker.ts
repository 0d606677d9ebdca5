import type { Command } from "commander";
import { type MachineOptions, machineOptions, onMachine } from "../sweep/machine.js";
import { openRedis, withoutPassword } from "../sweep/redis-queue.js";
import { work } from "../sweep/work.js";
import { forCaller, fromCaller } from "../terminal/caller.js";
import { counted } from "../terminal/words.js";
import { exitCodeOf, listenForInterruption, type StopSignal } from "../training/interruption.js";

interface Options extends MachineOptions {
  readonly queue: string;
  readonly sweeps: string;
}

export function addWorker(program: Command, done: (exitCode: number) => void): void {
  const command = program
    .command("worker")
    .description("train runs of sweeps that a queue has, until it is stopped")
    .requiredOption("--queue <address>", "of a Redis: redis://HOST:6379, rediss:// for TLS; a password in it is used")
    .option("--sweeps <folder>", "holds the folders of sweeps; all who work see the same", "sweeps");
  for (const option of machineOptions()) command.addOption(option);
  command.action(async (options: Options) => done(await run(options)));
}

async function run({ queue, sweeps, ...machine }: Options): Promise<number> {
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
    await work({ redis, sweeps: folder, parallel, words, signal, onLine: (line) => stdout.write(`${line}\n`) });
  } finally {
    interruption.stop();
  }
  return exitCodeOf(signal.reason as StopSignal);
}
