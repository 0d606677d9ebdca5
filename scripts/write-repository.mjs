// Writes where the source is into every package that is published, for npm's page, its links, and provenance: `node scripts/write-repository.mjs`, which
// GITHUB_REPOSITORY tells (`owner/name`). The release calls it; a clone elsewhere names its own.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const repository = process.env.GITHUB_REPOSITORY;
if (!repository) {
  console.error("GITHUB_REPOSITORY is not set: packages are published without a repository.");
  process.exit(0);
}
const url = `${process.env.GITHUB_SERVER_URL ?? "https://github.com"}/${repository}`;
const folders = ["packages", "apps"].flatMap((kind) => readdirSync(kind).map((name) => `${kind}/${name}`));
for (const directory of folders) {
  const path = join(directory, "package.json");
  const manifest = JSON.parse(readFileSync(path, "utf8"));
  if (manifest.private) continue;
  Object.assign(manifest, {
    repository: { type: "git", url: `git+${url}.git`, directory },
    homepage: `${url}/tree/main/${directory}#readme`,
    bugs: `${url}/issues`,
  });
  writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`);
}
