import { TrainingFailure } from "../training/training-failure.js";

/** What JavaScript throws when a program is wrong, not its input. */
const FAULTS = [TypeError, ReferenceError, RangeError];

const isFault = (error: unknown) => !(error instanceof Error) || FAULTS.some((kind) => error instanceof kind);

/** 2 for a run that could not begin, 1 for one that failed later. */
export const exitCodeFor = (error: unknown): 1 | 2 => (error instanceof TrainingFailure || isFault(error) ? 1 : 2);

/** One message for a person; where it comes from is shown when asked for, or when GenLab itself is at fault. */
export function explain(error: unknown, isVerbose: boolean): string {
  const message = error instanceof Error ? error.message : String(error);
  const origin = error instanceof TrainingFailure ? error.cause : error;
  if (isFault(origin)) return `genlab has a fault: ${message}\n${stackOf(origin)}`;
  return isVerbose ? `error: ${message}\n${stackOf(error)}` : `error: ${message}`;
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const stack = error.stack?.slice(error.stack.indexOf("\n    at ") + 1) ?? "";
  return error.cause instanceof Error ? `${stack}\ncaused by ${error.cause.stack}` : stack;
}
