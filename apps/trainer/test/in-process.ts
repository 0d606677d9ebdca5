import { vi } from "vitest";
import { main } from "../src/program.js";
import type { Outcome } from "./genlab.js";

/** As `genlab`, but in this process, which takes a tenth of the time that a new one takes. */
export async function inProcess(folder: string, words: readonly string[]): Promise<Outcome> {
  const before = process.cwd();
  const text = { stdout: "", stderr: "" };
  const spies = (["stdout", "stderr"] as const).map((name) =>
    vi.spyOn(process[name], "write").mockImplementation((chunk) => {
      text[name] += `${chunk}`;
      return true;
    }),
  );
  process.chdir(folder);
  try {
    return { code: await main(words), ...text };
  } finally {
    process.chdir(before);
    for (const spy of spies) spy.mockRestore();
  }
}
