// Writes what follows from the code: in READMEs the models of the zoo, and the settings of each package's models; the JSON Schema of the configuration
// of runs; and the packages of others. Fails where the docs' table of models, which is written by hand, has no row for one. Run by
// `pnpm format` after a build; with `--check` it fails where it is not what the code says.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { configurationSchema } from "../apps/trainer/dist/config/json-schema.js";
import { sentenceOf } from "../packages/base/dist/index.js";
import { models } from "../packages/zoo/dist/index.js";
import { dependencyRows } from "./dependencies.mjs";

const families = ["ae", "vae", "gan", "hybrid"];
const exportsOf = Object.fromEntries(
  await Promise.all(
    families.map(async (name) => [name, Object.values(await import(`../packages/${name}/dist/index.js`))]),
  ),
);
const typesOf = (family) => Object.entries(models).filter(([, recipe]) => exportsOf[family].includes(recipe));

const tables = {
  "packages/zoo/README.md": { models: table(["type", "what it is", "package", "paper"], families.flatMap(modelRows)) },
  "docs/dependencies.md": { dependencies: table(["package", "why", "of", "licence"], dependencyRows()) },
  ...Object.fromEntries(
    families.map((family) => [`packages/${family}/README.md`, { settings: settingsTable(family) }]),
  ),
};

const stale = [];
const schemaPath = "apps/trainer/config.schema.json";
update(schemaPath, `${JSON.stringify(configurationSchema(), null, 1)}\n`);
for (const [path, named] of Object.entries(tables)) {
  const before = readFileSync(path, "utf8");
  update(
    path,
    Object.entries(named).reduce((text, [name, rows]) => replaced(text, name, rows, path), before),
  );
}
if (stale.length > 0) {
  console.error(`${stale.join(", ")}: a table is not what the code says. Run \`npx -y pnpm@12 format\`.`);
  process.exit(1);
}

const pageOfModels = readFileSync("docs/models.md", "utf8");
const missing = Object.keys(models).filter((type) => !pageOfModels.includes(`| \`${type}\``));
if (missing.length > 0) {
  console.error(`docs/models.md has no row for ${missing.join(", ")}.`);
  process.exit(1);
}

function update(path, text) {
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  if (process.argv.includes("--check")) stale.push(path);
  else writeFileSync(path, text);
}

function modelRows(family) {
  return typesOf(family).map(([type, { description, paper }]) => [
    `\`${type}\``,
    description,
    `\`@genlab/${family}\``,
    paper === "none"
      ? "none"
      : paper
          .split(", ")
          .map((link) => `<${link}>`)
          .join(", "),
  ]);
}

/** Settings that all of a family have stand once, on top. */
function settingsTable(family) {
  const recipes = typesOf(family);
  const uses = new Map();
  for (const [type, { settings }] of recipes) {
    for (const [name, setting] of Object.entries(settings)) {
      const key = `${name}\n${sentenceOf(setting)}`;
      uses.set(key, [...(uses.get(key) ?? []), type]);
    }
  }
  const rows = [...uses].map(([key, types]) => {
    const [name, sentence] = key.split("\n");
    return {
      types,
      row: [
        `\`${name}\``,
        sentence,
        types.length === recipes.length ? "all" : types.map((type) => `\`${type}\``).join(", "),
      ],
    };
  });
  return table(
    ["setting", "what it is", "of"],
    rows.sort((a, b) => b.types.length - a.types.length).map(({ row }) => row),
  );
}

function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function replaced(text, name, rows, path) {
  const [begin, end] = [`<!-- ${name}: written by scripts/write-tables.mjs -->`, `<!-- end of ${name} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${path} has no place for its ${name}: ${begin} … ${end}`);
  return `${text.slice(0, from + begin.length)}\n\n${rows}\n\n${text.slice(to)}`;
}
