import { GenlabError } from "@genlab/core";
import type { Sharp } from "@genlab/data/node";
import { isInstalled } from "../engines/optional.js";
import { toInstall } from "../terminal/caller.js";

const NAME: string = "sharp"; // by a variable: it may not be installed

/** @throws GenlabError where sharp is not installed, does not start, or is too old. */
export async function openSharp(): Promise<Sharp> {
  if (!isInstalled(NAME)) {
    throw new GenlabError(
      `Images are read by the package ${NAME}, which is not installed. To have it: ${toInstall(NAME)}`,
    );
  }
  const { default: sharp } = (await import(NAME).catch((cause: Error) => {
    const [reason] = cause.message.trim().split("\n");
    throw new GenlabError(`Images are read by the package ${NAME}, which does not start here: ${reason}`, { cause });
  })) as { default: Sharp & { readonly prototype?: object } };
  if (sharp.prototype && "autoOrient" in sharp.prototype) return sharp;
  throw new GenlabError(
    `Images are read by the package ${NAME} from 0.34 on, and here is ${sharp.versions.sharp}. To have it: ${toInstall(`${NAME}@latest`)}`,
  );
}
