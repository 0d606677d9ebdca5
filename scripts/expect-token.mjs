// Fails in a workflow where npm lacks a package and NPM_TOKEN is not set: npm's trusted publishing is for packages that are there. The release calls it
// before it publishes, so that no package comes out without those that it wants.
import { readdirSync, readFileSync } from "node:fs";

if (!process.env.CI || process.env.NPM_TOKEN) process.exit(0); // elsewhere npm's own login counts

const registry = process.env.npm_config_registry ?? "https://registry.npmjs.org/";
const manifests = ["packages", "apps"]
  .flatMap((kind) => readdirSync(kind).map((name) => `${kind}/${name}/package.json`))
  .map((path) => JSON.parse(readFileSync(path, "utf8")));
const missing = [];
for (const { name } of manifests.filter(({ private: own }) => !own)) {
  const { status } = await fetch(new URL(name.replace("/", "%2f"), registry));
  if (status === 404) missing.push(name);
  else if (status !== 200) throw new Error(`${registry} answers ${status} for ${name}.`);
}
if (missing.length > 0) {
  console.error(
    `npm does not have ${missing.join(", ")}, and the secret NPM_TOKEN is not set. See "The first release" in CONTRIBUTING.md.`,
  );
  process.exit(1);
}
