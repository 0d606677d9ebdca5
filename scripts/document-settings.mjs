// Writes what settings say of themselves into the declarations of a package, so that editors show it where an option is given: a setting is
// described once, in a value, and types know nothing of the texts of values. Run by the package's build: `node ../../scripts/document-settings.mjs`.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { isSetting, sentenceOf } from "../packages/base/dist/index.js";

const [source, dist] = ["src", "dist"].map((folder) => join(process.argv[2] ?? ".", folder));
// a build may have left what has no source any more
for (const file of readdirSync(source, { recursive: true })) {
  if (!file.endsWith(".ts") || file === "index.ts") continue;
  const path = join(dist, file.replace(/\.ts$/, ".d.ts"));
  const declarations = readFileSync(path, "utf8");
  if (!declarations.includes("Setting<")) continue;
  const documented = Object.entries(await import(pathToFileURL(path.replace(/\.d\.ts$/, ".js")))).reduce(
    document,
    declarations,
  );
  if (documented !== declarations) writeFileSync(path, documented);
}

/** The declarations with a comment before each setting that an export holds. */
function document(declarations, [name, value]) {
  const start = declarations.indexOf(`export declare const ${name}:`);
  if (start < 0 || typeof value !== "object") return declarations;
  let from = start; // tables stand in the order in which they were made, settings of a table may not
  const comments = [...tablesIn(value)].flatMap((table) => {
    const places = Object.entries(table).map(([key, setting]) => {
      const place = placeOf(key, declarations, from);
      if (place < 0) throw new Error(`The declaration of ${name} has no ${key}.`);
      return { place, comment: `/** ${sentenceOf(setting)} */ ` };
    });
    from = Math.max(...places.map(({ place }) => place)) + 1;
    return places;
  });
  return comments
    .sort((a, b) => b.place - a.place)
    .filter(({ place }) => !declarations.slice(0, place).endsWith(" */ ")) // of a build before
    .reduce((text, { place, comment }) => text.slice(0, place) + comment + text.slice(place), declarations);
}

/** Where a property begins. */
function placeOf(key, declarations, from) {
  const place = declarations
    .slice(from)
    .search(new RegExp(`(?<=[{;]\\s+(/\\*\\* .* \\*/ )?)(readonly )?"?${key}"?\\??: `));
  return place < 0 ? place : from + place;
}

/** The tables of settings that a thing holds. */
function* tablesIn(value) {
  if (typeof value !== "object" || value === null) return;
  const children = Object.values(value);
  if (children.length > 0 && children.every(isSetting)) yield value;
  else for (const child of children) yield* tablesIn(child);
}
