// Fails when a package imports what it does not declare, declares what it does not import, or points upward in the
// architecture, and when files import one another in a circle. Run by CI: `node scripts/check-imports.mjs [folder]`.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join } from "node:path";

/** What each workspace package may import from the workspace. Apps may import every package. */
const ALLOWED = {
  base: [],
  core: ["base"],
  data: ["base"],
  safetensors: ["base"],
  layers: ["core"],
  losses: ["core"],
  metrics: ["core"],
  optim: ["core"],
  backends: ["core"],
  graph: ["core"],
  networks: ["core", "layers"],
  ae: ["core", "layers", "losses", "networks"],
  vae: ["core", "layers", "losses", "networks"],
  gan: ["core", "layers", "losses", "networks"],
  hybrid: ["core", "layers", "losses", "networks"],
  trainers: ["core", "optim", "safetensors"],
  wasm: ["core", "graph"],
  webgpu: ["core", "graph"],
  onnx: ["core", "graph", "wasm"],
  tensorflow: ["core", "graph", "wasm"],
  zoo: ["core", "layers", "optim", "safetensors", "ae", "vae", "gan", "hybrid"],
  testing: ["core", "graph", "optim", "trainers", "zoo"],
};
ALLOWED.genlab = [...Object.keys(ALLOWED).filter((name) => name !== "testing"), "trainer"]; // all in one, and the command line

/** Packages that only an app may name: they are native, optional, or choose the backend for everybody. */
const APPS_ONLY = [/^@tensorflow\/tfjs-(?!core)/, /^webgpu$/, /^onnxruntime/];

const root = process.argv[2] ?? ".";
const members = [...membersOf("packages"), ...membersOf("apps")];
const faults = [...members.flatMap(check), ...members.flatMap(({ path }) => circlesIn(join(path, "src")))];
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exit(1);
console.log("Imports between packages are declared, used and point downward, and files import in no circle.");

function membersOf(folder) {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .map((name) => ({ kind: folder, name, path: join(path, name) }))
    .filter((member) => existsSync(join(member.path, "package.json")));
}

function check({ kind, name, path }) {
  const manifest = JSON.parse(readFileSync(join(path, "package.json"), "utf8"));
  const declared = new Set(
    ["dependencies", "peerDependencies", "optionalDependencies"].flatMap((field) => Object.keys(manifest[field] ?? {})),
  );
  const development = Object.keys(manifest.devDependencies ?? {});
  const sources = sourcesOf(join(path, "src"));
  const imported = new Map();
  for (const file of sources) for (const target of importsOf(file)) imported.set(target, imported.get(target) ?? file);

  const faults = [];
  for (const [target, file] of imported) {
    if (!declared.has(target)) faults.push(`${file} imports ${target}, which ${path}/package.json does not declare.`);
    if (kind !== "packages") continue;
    const member = target.match(/^@genlab\/(.+)$/)?.[1];
    if (member && !ALLOWED[name]?.includes(member)) faults.push(`${file} imports ${target}: ${name} may not.`);
    if (name !== "genlab" && APPS_ONLY.some((pattern) => pattern.test(target)))
      faults.push(`${file} imports ${target}: only an app may.`);
  }
  // an app hands optional packages to libraries by a variable name, and leaves some out of its bundle: no import statement shows either
  const bundling = join(path, "scripts/bundle.mjs");
  const named = existsSync(bundling) ? [...sources, bundling] : sources;
  const text = named.map((file) => readFileSync(file, "utf8")).join("\n");
  // a peer of the packages below is one of those above: all share the one that an app chose
  const peers = [...imported.keys()].flatMap((target) => peersOf(target));
  for (const target of declared) {
    if (peers.includes(target)) continue;
    if (!imported.has(target) && !text.includes(`"${target}"`)) {
      faults.push(`${path}/package.json declares ${target}, which nothing in src imports.`);
    }
  }
  if (kind === "packages" && manifest.dependencies?.["@genlab/core"]) {
    faults.push(`${path}/package.json has @genlab/core as a dependency: a peer, so that a program has one copy.`);
  }
  if (kind === "packages" && !(name in ALLOWED)) faults.push(`${path} has no row in ${import.meta.url}'s table.`);
  for (const target of development) {
    if (target.startsWith("@genlab/") && !manifest.peerDependencies?.[target])
      faults.push(`${path}: ${target} belongs to the root's devDependencies.`);
  }
  return faults;
}

function peersOf(target) {
  const member = members.find(({ name }) => target === `@genlab/${name}`);
  if (!member) return [];
  return Object.keys(JSON.parse(readFileSync(join(member.path, "package.json"), "utf8")).peerDependencies ?? {});
}

function sourcesOf(folder) {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return [];
  return readdirSync(folder, { recursive: true })
    .filter((file) => /\.(ts|tsx|svelte)$/.test(file))
    .map((file) => join(folder, file));
}

/** Each circle of files that import one another, found by a walk along the imports that meets a file of its own way. */
function circlesIn(folder) {
  const files = sourcesOf(folder);
  const done = new Set();
  const circles = [];
  const walk = (file, way) => {
    if (way.includes(file)) {
      circles.push(`${[...way.slice(way.indexOf(file)), file].join(" → ")} is a circle of imports.`);
      return;
    }
    if (done.has(file)) return;
    for (const next of neighboursOf(file, files)) walk(next, [...way, file]);
    done.add(file);
  };
  for (const file of files) walk(file, []);
  return circles;
}

/** The files that a file imports by a relative path, types included. */
function neighboursOf(file, files) {
  const paths = specifiersOf(file)
    .filter((specifier) => specifier.startsWith("."))
    .map((specifier) => join(dirname(file), specifier).replace(/\.js$/, ""));
  return files.filter((other) => paths.includes(other.replace(/\.(ts|tsx)$/, "")) || paths.includes(other));
}

/** Names of the packages that a source imports, statically or by `import()` of a literal. */
function importsOf(file) {
  return specifiersOf(file)
    .filter((specifier) => !/^[.#]/.test(specifier) && !isBuiltin(specifier))
    .map((specifier) => specifier.match(/^(@[^/]+\/[^/]+|[^/]+)/)[1]);
}

function specifiersOf(file) {
  const text = readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
  return [...text.matchAll(/(?:^|\s)(?:from|import)\s*\(?\s*["']([^"'\n]+)["']/gm)].map((match) => match[1]);
}
