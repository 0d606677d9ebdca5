import { type BackendLoader, chooseBackend } from "@genlab/backends";
import { GenlabError } from "@genlab/core";
import {
  env,
  findBackendFactory,
  getBackend,
  getGradient,
  registerBackend,
  registerGradient,
  removeBackend,
} from "@tensorflow/tfjs-core";
import { afterEach, expect, test, vi } from "vitest";

const cpu: BackendLoader = { name: "cpu", load: () => import("@tensorflow/tfjs-backend-cpu") };
const brokenStart: BackendLoader = {
  name: "broken",
  load: async () => {
    registerBackend("broken", async () => Promise.reject(new Error("no memory left\nat line 3")));
  },
};
const silent: BackendLoader = { name: "silent", load: async () => {} };

afterEach(() => {
  vi.restoreAllMocks();
  if (findBackendFactory("broken")) removeBackend("broken");
});

test("takes the first backend that works and says why those before it were passed over", async () => {
  const native: BackendLoader = {
    name: "tensorflow",
    load: async () => {
      throw new Error("native addon not built");
    },
  };
  const warned = vi.spyOn(console, "warn").mockImplementation(() => {});
  expect(await chooseBackend([native, brokenStart, silent, cpu])).toEqual({
    backend: "cpu",
    skipped: [
      { backend: "tensorflow", reason: "native addon not built" },
      { backend: "broken", reason: "no memory left" },
      { backend: "silent", reason: "Backend name 'silent' not found in registry" },
    ],
  });
  expect(getBackend()).toBe("cpu");
  expect(warned).not.toHaveBeenCalled(); // neither tfjs' greeting nor its account of the failure
  expect(env().getBool("IS_TEST")).toBe(false);
});

test("names a package that is not installed, as Node words it", async () => {
  const missing: BackendLoader = {
    name: "webgpu",
    load: () => Promise.reject(new Error("Cannot find package 'webgpu' imported from /somewhere/backends.js")),
  };
  const { skipped } = await chooseBackend([missing, cpu]);
  expect(skipped).toEqual([{ backend: "webgpu", reason: "package webgpu not installed" }]);
});

test("tries the wanted backend alone, and tells its loader that it was asked for by name", async () => {
  const asked: boolean[] = [];
  const loaders: BackendLoader[] = [
    brokenStart,
    {
      name: "cpu",
      load: async ({ byName }) => {
        asked.push(byName);
        return cpu.load({ byName });
      },
    },
  ];
  expect(await chooseBackend(loaders, { wanted: "cpu" })).toEqual({ backend: "cpu", skipped: [] });
  await chooseBackend(loaders);
  expect(asked).toEqual([true, false]);
});

test("no usable backend, an unknown one, and no loader are errors that say what there is", async () => {
  await expect(chooseBackend([brokenStart, silent])).rejects.toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: No usable backend: broken (no memory left); silent (Backend name 'silent' not found in registry).]`,
  );
  await expect(chooseBackend([cpu, silent], { wanted: "silent" })).rejects.toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: No usable backend: silent (Backend name 'silent' not found in registry).]`,
  );
  await expect(chooseBackend([cpu, silent], { wanted: "cuda" })).rejects.toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: Unknown backend "cuda". Known: cpu, silent.]`,
  );
  await expect(chooseBackend([cpu, silent], { want: "silent" } as never)).rejects.toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: chooseBackend has no option "want". Did you mean "wanted"? Known options: wanted.]`,
  );
  await expect(chooseBackend([])).rejects.toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: No usable backend: no loader was given.]`,
  );
  await expect(chooseBackend([])).rejects.toBeInstanceOf(GenlabError);
});

test("gradients that a backend's package registers do not replace those of core", async () => {
  await chooseBackend([cpu]);
  const before = getGradient("Tanh");
  const overriding: BackendLoader = {
    name: "cpu",
    load: async () => registerGradient({ kernelName: "Tanh", gradFunc: () => ({}) }),
  };
  await chooseBackend([overriding]);
  expect(getGradient("Tanh")).toEqual(before);
});
