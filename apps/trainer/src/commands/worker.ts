import { type Command, Option } from "commander";
import { wholeNumber } from "../config/options.js";
import { type MachineOptions, machineOptions, parallelRuns } from "../sweep/machine.js";
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

/** More milliseconds are none to a timer. */
const LONGEST_SILENCE = 86_400;

export function addWorker(program: Command, done: (exitCode: number) => void): void {
  const queue = new Option("--queue <address>", "of a Redis: redis://:PASSWORD@HOST:6379, rediss:// for TLS");
  const silence = new Option(
    "--silence <seconds>",
    "after which the runs of a worker that is not heard of are another's",
  );
  const command = program
    .command("worker")
    .description("train runs of sweeps that a queue has, until it is stopped")
    .addOption(queue.env("GENLAB_QUEUE").makeOptionMandatory())
    .option("--sweeps <folder>", "holds the folders of sweeps; all who work see the same", "sweeps")
    .addOption(silence.argParser(wholeNumber(1, LONGEST_SILENCE)).default(30));
  for (const option of machineOptions()) command.addOption(option);
  command.action(async (options: Options) => done(await run(options)));
}

async function run({ queue, sweeps, silence, parallel: asked, ...machine }: Options): Promise<number> {
  const onLine = (line: string) => process.stdout.write(`${line}\n`);
  const redis = await openRedis(queue);
  const folder = fromCaller(sweeps);
  const parallel = asked ?? parallelRuns(machine, []);
  const many = counted(parallel, "run", "runs");
  onLine(`trains ${many} at a time of sweeps in ${forCaller(folder)}, by the queue on ${withoutPassword(queue)}`);
  const interruption = listenForInterruption(() => {});
  const { signal } = interruption;
  try {
    await work({ redis, sweeps: folder, parallel, machine, silence, signal, onLine });
  } finally {
    interruption.stop();
  }
  return exitCodeOf(signal.reason as StopSignal);
}
