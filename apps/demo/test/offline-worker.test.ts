import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";

const SCOPE = "https://example.org/demo/";

/** The worker in a browser of maps: `network` answers what it has, and what was kept is in `kept`. */
async function installed(network: ReadonlyMap<string, string>) {
  const kept = new Map<string, string>();
  const listeners = new Map<string, (event: object) => void>();
  class Request {
    constructor(
      readonly file: string,
      readonly options: { readonly cache: string },
    ) {}
  }
  const urlOf = (request: { readonly url: string } | string) =>
    typeof request === "string" ? new URL(request, SCOPE).href : request.url;
  const cache = {
    addAll: async (requests: readonly Request[]) => {
      for (const { file, options } of requests) kept.set(urlOf(file), `${file} ${options.cache}`);
    },
    match: async (request: { readonly url: string } | string) => kept.get(urlOf(request)),
  };
  const fetch = async ({ url }: { readonly url: string }) => {
    if (!network.has(url)) throw new TypeError("no network");
    return network.get(url);
  };
  const self = {
    registration: { scope: SCOPE },
    addEventListener: (name: string, listener: (event: object) => void) => listeners.set(name, listener),
  };
  const code = readFileSync(new URL("../offline/worker.js", import.meta.url), "utf8");
  const files = ["./", "assets/page-1.js", "models/vae.json"];
  runInNewContext(code.replace("__FILES__", JSON.stringify(files)), {
    self,
    caches: { open: async () => cache },
    fetch,
    Request,
  });
  let done: Promise<unknown> = Promise.resolve();
  listeners.get("install")!({
    waitUntil: (task: Promise<unknown>) => {
      done = task;
    },
  });
  await done;
  return (path: string): Promise<unknown> =>
    new Promise((resolve) => {
      const request = { url: SCOPE + path, method: "GET", mode: "no-cors" };
      listeners.get("fetch")!({ request, respondWith: resolve });
    });
}

test("without a network there is what was kept of the build, past the browser's own cache, and the page at its own address alone", async () => {
  const ask = await installed(new Map());
  expect(await ask("")).toBe("./ reload");
  expect(await ask("index.html")).toBe("./ reload");
  expect(await ask("?language=zh")).toBe("./ reload");
  expect(await ask("models/vae.json")).toBe("models/vae.json reload");
  expect(await ask("assets/page-1.js")).toBe("assets/page-1.js reload");
  await expect(ask("licences.txt")).rejects.toThrow("no network");
});

test("with a network only what has its content in its name is taken from what was kept", async () => {
  const names = ["", "assets/page-1.js", "assets/page-2.js", "models/vae.json"];
  const ask = await installed(new Map(names.map((name) => [SCOPE + name, "new"])));
  expect(await Promise.all(names.map(ask))).toEqual(["new", "assets/page-1.js reload", "new", "new"]);
});
