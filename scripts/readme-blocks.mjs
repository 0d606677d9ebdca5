import { readFileSync } from "node:fs";

/** The programs of a README, ```js and ```ts, in order. Fragments are ```javascript and ```tsx. */
export function readmeBlocks(path) {
  const blocks = readFileSync(path, "utf8").matchAll(/^```(js|ts)\n([\s\S]*?)^```$/gm);
  return [...blocks].map(([, language, source]) => ({ language, source }));
}

/** What its first `npm install` names. */
export function installedBy(path) {
  return (
    readFileSync(path, "utf8")
      .match(/^npm install (.*)$/m)?.[1]
      .split(" ") ?? []
  );
}
