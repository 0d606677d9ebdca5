// Builds the native addon of tfjs-node against a current TensorFlow, taken from a Python wheel: see docs/tensorflow.md.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";

const machine = { x64: "x86_64", arm64: "aarch64" }[process.arch];
const { values: options } = parseArgs({
  options: {
    into: { type: "string", default: "apps/trainer" },
    wheel: { type: "string", default: machine === "x86_64" ? "tensorflow-cpu==2.21.0" : "tensorflow==2.21.0" },
    python: { type: "string", default: "python3" },
  },
});
if (process.platform !== "linux" || machine === undefined) {
  fail(`${process.platform} on ${process.arch}: only wheels for Linux on x64 or arm64 hold TensorFlow's C library.`);
}

// what the C interface includes; which of these there are depends on TensorFlow's version
const headerFolders = ["tensorflow/c", "xla/tsl/c"];
const headerFiles = ["tensorflow/core/platform", "tsl/platform", "xla/tsl/platform"];

const addon = folderOfTfjsNode(resolve(options.into));
const unpacked = mkdtempSync(join(tmpdir(), "tensorflow-wheel-"));
process.on("exit", () => rmSync(unpacked, { recursive: true, force: true }));

unpackWheel();
takeHeaders(join(unpacked, "tensorflow", "include"), join(addon, "deps", "include"));
takeLibraries(join(unpacked, "tensorflow"), join(addon, "deps", "lib"));
run("npm", ["run", "build-addon-from-source"], addon);
for (const leftover of ["build", "build-tmp-napi-v8"]) rmSync(join(addon, leftover), { recursive: true, force: true });
tryAddon();

function folderOfTfjsNode(folder) {
  try {
    return dirname(createRequire(join(folder, "package.json")).resolve("@tensorflow/tfjs-node/package.json"));
  } catch {
    return fail(
      `${folder} has no @tensorflow/tfjs-node. Install it without its install script, or name a folder by --into.`,
    );
  }
}

function unpackWheel() {
  // any Python version will do: the C library is the same in all of them
  const platform = ["--python-version", "3.11", "--platform", `manylinux_2_27_${machine}`, "--only-binary=:all:"];
  run(options.python, ["-m", "pip", "install", "-q", "--no-deps", "--target", unpacked, ...platform, options.wheel]);
}

function takeHeaders(from, to) {
  rmSync(to, { recursive: true, force: true });
  for (const folder of headerFolders.filter((path) => existsSync(join(from, path)))) {
    cpSync(join(from, folder), join(to, folder), { recursive: true });
  }
  for (const folder of headerFiles.filter((path) => existsSync(join(from, path)))) {
    mkdirSync(join(to, folder), { recursive: true });
    for (const file of readdirSync(join(from, folder)).filter((name) => name.startsWith("ctstring"))) {
      cpSync(join(from, folder, file), join(to, folder, file));
    }
  }
}

function takeLibraries(from, to) {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  for (const [linkName, library] of [
    ["libtensorflow.so", "libtensorflow_cc.so.2"],
    ["libtensorflow_framework.so", "libtensorflow_framework.so.2"],
  ]) {
    if (!existsSync(join(from, library))) fail(`${options.wheel} holds no ${library}.`);
    cpSync(join(from, library), join(to, library));
    symlinkSync(library, join(to, linkName)); // the name that tfjs-node links against
  }
}

function tryAddon() {
  const program = `
    const utilities = require("node:util"); // two functions that tfjs-node calls and Node 23 removed
    utilities.isNullOrUndefined = (value) => value == null;
    utilities.isArray = Array.isArray;
    const { backend, matMul } = require(".");
    console.log("TensorFlow", backend().binding.TF_Version, "multiplies:", matMul([[1, 2]], [[3], [4]]).dataSync()[0]);
  `;
  run(process.execPath, ["-e", program], addon, { ...process.env, TF_CPP_MIN_LOG_LEVEL: "2" });
}

function run(command, words, folder, environment) {
  const { status, error } = spawnSync(command, words, { cwd: folder, env: environment, stdio: "inherit" });
  if (status !== 0) fail(`"${command} ${words.slice(0, 3).join(" ")} …" failed${error ? `: ${error.message}` : ""}.`);
}

function fail(message) {
  console.error(`build-tfjs-node: ${message}`);
  process.exit(1);
}
