import { env } from "@tensorflow/tfjs-core";

/** Runs `task` while tfjs prints none of its notices; a failure still throws. */
export async function quietly<T>(task: () => Promise<T>): Promise<T> {
  const flags = env();
  const before = flags.getBool("IS_TEST");
  flags.set("IS_TEST", true); // the one flag that all of tfjs' notices ask
  try {
    return await task();
  } finally {
    flags.set("IS_TEST", before);
  }
}
