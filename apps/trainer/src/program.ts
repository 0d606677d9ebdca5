import { Command, CommanderError } from "commander";
import { addAnimate } from "./commands/animate.js";
import { addCompare } from "./commands/compare.js";
import { addDecode } from "./commands/decode.js";
import { addDenoise } from "./commands/denoise.js";
import { addDoctor } from "./commands/doctor.js";
import { addEncode } from "./commands/encode.js";
import { addEngines } from "./commands/engines.js";
import { addEvaluate } from "./commands/evaluate.js";
import { addExport } from "./commands/export.js";
import { addExportMetrics } from "./commands/export-metrics.js";
import { addInfo } from "./commands/info.js";
import { addInit } from "./commands/init.js";
import { addInterpolate } from "./commands/interpolate.js";
import { addReconstruct } from "./commands/reconstruct.js";
import { addReport } from "./commands/report.js";
import { addReproduce } from "./commands/reproduce.js";
import { addResume } from "./commands/resume.js";
import { addSample } from "./commands/sample.js";
import { addScore } from "./commands/score.js";
import { addSweep } from "./commands/sweep.js";
import { addTrain } from "./commands/train.js";
import { addTraverse } from "./commands/traverse.js";
import { addWorker } from "./commands/worker.js";
import { exitCodeFor, explain } from "./terminal/failure.js";
import { version } from "./version.js";

const EXIT_CODES = `
exit codes:
  0    done
  1    training failed: a loss is not finite, or the disk refused
  2    it could not begin: the command, the configuration, the data or a folder is at fault
  130  stopped by Ctrl-C and saved; 143 by SIGTERM, 129 by a terminal that closed

GENLAB_DEBUG=1 is the same as --verbose.`;

/** Runs the command line and returns the exit code. Errors go to the standard error, one message each. */
export async function main(words: readonly string[]): Promise<number> {
  let exitCode = 0;
  const program = new Command("genlab")
    .description("Trains generative models, and draws from them.")
    .version(version)
    .option("--verbose", "show where an error comes from")
    .addHelpText("after", EXIT_CODES)
    .exitOverride();
  addTrain(program, (code) => {
    exitCode = code;
  });
  addResume(program, (code) => {
    exitCode = code;
  });
  addSample(program, (code) => {
    exitCode = code;
  });
  addReconstruct(program);
  addInterpolate(program);
  addTraverse(program);
  addAnimate(program);
  addEncode(program, (code) => {
    exitCode = code;
  });
  addDecode(program);
  addDenoise(program);
  addScore(program);
  addEvaluate(program);
  addCompare(program);
  addDoctor(program);
  addReport(program);
  addExport(program);
  addExportMetrics(program);
  addInit(program);
  addSweep(program, (code) => {
    exitCode = code;
  });
  addWorker(program, (code) => {
    exitCode = code;
  });
  addReproduce(program);
  addEngines(program);
  addInfo(program);
  try {
    await program.parseAsync(words, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // it has said its word itself
    const isVerbose = program.opts<{ verbose?: boolean }>().verbose === true || Boolean(process.env.GENLAB_DEBUG);
    process.stderr.write(`${explain(error, isVerbose)}\n`);
    return exitCodeFor(error);
  }
}
