// Notes a release of the command line beside that of any package: `pnpm version-packages` calls it first. The command line has all packages in its
// bundle, and a patch of one that its range allows would not release it.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

const CLI = "@genlab/trainer";
const changesets = readdirSync(".changeset")
  .filter((name) => name.endsWith(".md") && name !== "README.md")
  .map((name) => readFileSync(`.changeset/${name}`, "utf8"));
if (changesets.length > 0 && !changesets.some((text) => text.includes(`"${CLI}"`))) {
  writeFileSync(".changeset/command-line.md", `---\n"${CLI}": patch\n---\n\nThe packages in it are those of today.\n`);
}
