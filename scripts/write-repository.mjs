// Writes where the source is into every package that is published, for npm's page and for provenance, and makes the links of its README whole, so that they
// lead somewhere wherever it is shown: `node scripts/write-repository.mjs`, which GITHUB_REPOSITORY tells (`owner/name`). The release calls it; a clone
// elsewhere names its own.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
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
  const readme = join(directory, "README.md");
  writeFileSync(readme, withWholeLinks(readFileSync(readme, "utf8"), directory));
}

function withWholeLinks(text, directory) {
  return text.replace(/\]\((?![a-z]+:|#)([^)\s]+)\)/g, (_, link) => {
    const [path, fragment] = link.split("#");
    const target = join(directory, path);
    const kind = statSync(target).isDirectory() ? "tree" : /\.(png|svg)$/.test(path) ? "raw" : "blob";
    return `](${url}/${kind}/main/${target}${fragment ? `#${fragment}` : ""})`;
  });
}
