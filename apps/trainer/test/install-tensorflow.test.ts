import { createHash, randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { dropAfter, serve, tellServers, whole } from "../../../packages/data/test/node/serve.js";
import { type InstallOptions, installTensorflow } from "../src/engines/tensorflow/install-tensorflow.js";
import { installedTensorflow, librariesOf, tensorflowFolder } from "../src/engines/tensorflow/installed-tensorflow.js";
import { wheels } from "../src/engines/tensorflow/wheels.js";
import { tiny } from "./genlab.js";
import { inProcess } from "./in-process.js";
import { zipOf } from "./zip-of.js";

let cache: string;

beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), "genlab-install-"));
  vi.stubEnv("XDG_CACHE_HOME", cache);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(cache, { recursive: true });
});

const [LIBRARY, FRAMEWORK] = librariesOf();

/** What a wheel of TensorFlow is, but for its size. */
const contents = {
  [`tensorflow/${LIBRARY}`]: randomBytes(200_000),
  "tensorflow/__init__.py": Buffer.from("raise"),
  [`tensorflow/${FRAMEWORK}`]: Buffer.from("the framework"),
  "tensorflow.libs/libgomp.so.1": Buffer.from("what it needs on arm64"),
};
const packed = zipOf(contents);

const wheelOf = (bytes: Uint8Array, name = "tensorflow_cpu-2.21.0-cp311-cp311-some.whl") => ({
  ...{ name, url: "http://127.0.0.1:9/", bytes: bytes.length },
  sha256: createHash("sha256").update(bytes).digest("hex"),
});

const install = (options: Partial<InstallOptions>) =>
  installTensorflow({
    wheel: wheelOf(packed),
    onProgress: tellServers,
    onUnpacking: () => {},
    open: async (library) => `of ${readFileSync(library).length} bytes`,
    ...options,
  });

/** What it says, without what differs from run to run. */
const reasonOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "it was installed",
    (error: Error) =>
      error.message
        .replaceAll(cache, "CACHE")
        .replaceAll(/[0-9a-f]{64}/g, "HASH")
        .replaceAll(/127\.0\.0\.1:\d+/g, "HOST")
        .replaceAll(/\.tensorflow-\w+/g, "FRESH"),
  );

const leftOvers = () => readdir(join(cache, "genlab", "engines"));

describe("genlab engines install tensorflow", () => {
  it("takes the libraries out of a wheel, with what lies beside them, and no second time", async () => {
    const server = await serve(whole(packed));
    const mirror = server.url;
    const path = join(cache, "genlab", "engines", "tensorflow");
    expect(await install({ mirror })).toEqual({ version: "of 200000 bytes", path, isOld: false });
    expect(installedTensorflow()).toBe(join(path, "tensorflow", LIBRARY));
    const { framework, library } = tensorflowFolder();
    expect(readFileSync(library).equals(contents[`tensorflow/${LIBRARY}`]!)).toBe(true);
    expect(`${readFileSync(framework)}`).toBe("the framework");
    expect(existsSync(join(path, "tensorflow.libs", "libgomp.so.1"))).toBe(true);
    expect(existsSync(join(path, "tensorflow", "__init__.py"))).toBe(false);
    expect(await leftOvers()).toEqual(["tensorflow"]); // not the wheel
    expect(await install({ mirror })).toEqual({ version: "of 200000 bytes", path, isOld: true });
    expect(server.requests).toEqual(["/tensorflow_cpu-2.21.0-cp311-cp311-some.whl"]);
  });

  it("goes on where a connection broke", async () => {
    const answers: RequestListener[] = [dropAfter(packed, 70_000), whole(packed)];
    const server = await serve((...given) => answers.shift()!(...given));
    await install({ mirror: server.url });
    expect(server.requests).toHaveLength(2);
    expect(server.requests[1]).toMatch(/^\/tensorflow_cpu\S+ bytes=\d{5,}- "one"$/);
  });

  it("refuses another wheel, and leaves what there was", async () => {
    await install({ mirror: (await serve(whole(packed))).url });
    const newer = wheelOf(packed, "tensorflow_cpu-2.22.0-cp311-cp311-some.whl");
    const other = Buffer.from(packed).fill(7, 1000, 1001);
    const server = await serve(whole(other));
    expect(await reasonOf(install({ wheel: newer, mirror: server.url }))).toMatchInlineSnapshot(`
      "Could not download tensorflow_cpu-2.22.0-cp311-cp311-some.whl:
        http://HOST/tensorflow_cpu-2.22.0-cp311-cp311-some.whl: what came has the SHA-256 HASH, not HASH
      Check the network and try again, name other mirrors, or put the file at "CACHE/genlab/engines/tensorflow_cpu-2.22.0-cp311-cp311-some.whl" yourself."
    `);
    const short = await serve(whole(packed.subarray(0, 5000)));
    expect(await reasonOf(install({ wheel: newer, mirror: short.url }))).toContain("it offers 5000 bytes, not ");
    expect([await leftOvers(), await install({})]).toMatchObject([["tensorflow"], { isOld: true }]);
  });

  it("takes a wheel that is here, and refuses one that is damaged, or of something else", async () => {
    const saved = async (name: string, bytes: Uint8Array) => {
      const file = join(cache, name);
      await writeFile(file, bytes);
      return file;
    };
    const good = await saved("good.whl", packed);
    expect(await install({ file: good })).toMatchObject({ isOld: false, version: "of 200000 bytes" });
    expect(existsSync(good)).toBe(true);
    const reasons = [
      await saved("damaged.whl", Buffer.from(packed).fill(7, 1000, 1001)),
      await saved("cut.whl", packed.subarray(0, 5000)),
      await saved("other.whl", zipOf({ "numpy/__init__.py": Buffer.from("") })),
    ].map((file) => reasonOf(install({ file })));
    const [damaged, cut, other] = await Promise.all(reasons);
    expect(damaged).toMatch(/damaged\.whl could not be unpacked|is damaged in the wheel/);
    expect(cut).toMatch(/^CACHE\/cut\.whl is no wheel: .* Get it anew\.$/);
    expect(other).toBe(
      `other.whl holds no tensorflow/${LIBRARY} and no tensorflow/${FRAMEWORK}. ` +
        "Give a wheel of tensorflow or tensorflow-cpu for this platform.",
    );
    expect([await leftOvers(), installedTensorflow()]).toEqual([["tensorflow"], tensorflowFolder().library]);
  });

  it("removes what an unpacking left that was ended, and not that of another process", async () => {
    const engines = join(cache, "genlab", "engines");
    for (const name of [".tensorflow-ended", ".tensorflow-recent"]) {
      await mkdir(join(engines, name, "tensorflow"), { recursive: true });
      await writeFile(join(engines, name, "tensorflow", LIBRARY), "a part");
    }
    const anHourAgo = Date.now() / 1000 - 3700;
    await utimes(join(engines, ".tensorflow-ended"), anHourAgo, anHourAgo);
    await install({ mirror: (await serve(whole(packed))).url });
    expect(await leftOvers()).toEqual([".tensorflow-recent", "tensorflow"]);
  });

  it("opens the library before anything is replaced", async () => {
    await install({ mirror: (await serve(whole(packed))).url });
    const file = join(cache, "for-another-processor.whl");
    await writeFile(file, packed);
    const { code, stderr } = await inProcess(cache, ["engines", "install", "tensorflow", "--file", basename(file)]);
    expect([code, stderr.replaceAll(/\.tensorflow-\w+/g, "FRESH")]).toEqual([
      2,
      expect.stringMatching(
        /^unpacking for-another-processor\.whl\nerror: for-another-processor\.whl is not for this machine\. .*FRESH.* is no library of TensorFlow/,
      ),
    ]);
    expect((await install({})).isOld).toBe(true);
  });

  it("is what the engine tells of where it is not installed", async () => {
    const words = tiny.map((word) => (word === "cpu" ? "tensorflow" : word));
    expect(await inProcess(cache, words)).toMatchObject({
      code: 2,
      stderr: "error: No usable backend: tensorflow (not installed; `genlab engines install tensorflow` fetches it).\n",
    });
  });

  it("refuses a wheel that is here together with one that is not", async () => {
    const words = ["engines", "install", "tensorflow", "--file", "some.whl", "--gpu"];
    expect(await inProcess(cache, words)).toMatchObject({
      code: 2,
      stderr: "error: --file is a wheel that is here: give neither --mirror nor --gpu with it.\n",
    });
  });
});

it("wheels lie on the file host of the Python Package Index, one address each", () => {
  const all = Object.values(wheels).flatMap((kinds) => Object.values(kinds));
  for (const { url } of all)
    expect(url).toMatch(/^https:\/\/files\.pythonhosted\.org\/packages\/..\/..\/[0-9a-f]{60}\/$/);
  expect(new Set(all.map(({ url }) => url)).size).toBe(all.length);
});
