import { readFileSync } from "node:fs";

/** The programs of a README, ```js and ```ts, in order. Fragments are ```javascript and ```tsx: `languages` says of which the blocks are. */
export function readmeBlocks(path, languages = "js|ts") {
  return blocksOf(readFileSync(path, "utf8"), languages);
}

/** The programs in the docstrings of a file: what follows an `@example`. */
export function docstringBlocks(path) {
  const docstrings = readFileSync(path, "utf8").match(/\/\*\*[\s\S]*?\*\//g) ?? [];
  return docstrings
    .filter((text) => text.includes("@example"))
    .flatMap((text) => blocksOf(text.slice(text.indexOf("@example")).replace(/^ *\* ?/gm, "")));
}

function blocksOf(text, languages = "js|ts") {
  const blocks = text.matchAll(new RegExp(`^\`\`\`(${languages})\\n([\\s\\S]*?)^\`\`\`$`, "gm"));
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

/** A README's program for a page, of few steps: without what only Node has. */
export function forPage(source) {
  return source
    .replace("steps: 500", "steps: 20")
    .split("\n")
    .filter((line) => !/writeFile/.test(line))
    .join("\n");
}
