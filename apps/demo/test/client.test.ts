import { beforeAll, expect, test, vi } from "vitest";
import { SessionClient } from "../src/session/client.js";
import { Life } from "../src/session/life.js";
import type { Frame, FrameListener } from "../src/session/runner.js";
import { useWorkersInNode } from "./worker-in-node.js";

/** A worker's host without a model: its run goes on until it is paused. */
class Host {
  runs = 0;
  replies = 0;
  #stop = () => {};

  prepare = () => ({ engine: "cpu", skipped: [] });
  watchContext = () => {};

  async run(_: unknown, onFrame: FrameListener): Promise<void> {
    this.runs += 1;
    await onFrame({ step: this.runs } as Frame);
    this.replies += 1;
    await new Promise<void>((resolve) => {
      this.#stop = resolve;
    });
    this.runs -= 1;
  }

  pause(): void {
    this.#stop();
  }
}

let host: Host;

beforeAll(() => {
  useWorkersInNode(() => {
    host = new Host();
    return host;
  });
});

const start = () => SessionClient.start({ engines: ["cpu"], onLost: () => {} });

test("a pause right after the start of a run ends it", async () => {
  const client = await start();
  const run = client.run({ looks: {} }, async () => undefined);
  await client.pause();
  await run;
  expect(host.runs).toBe(0);
  client.close();
});

test("of runs that are started at once the last one runs", async () => {
  const client = await start();
  const seen: string[] = [];
  const first = client.run({ looks: {} }, async () => void seen.push("first"));
  const second = client.run({ looks: {} }, async () => void seen.push("second"));
  await first;
  await expect.poll(() => seen).toEqual(["second"]);
  await client.pause();
  await second;
  expect(host.runs).toBe(0);
  client.close();
});

test("a run waits while the page is hidden", async () => {
  const page = Object.assign(new EventTarget(), { hidden: true });
  vi.stubGlobal("document", page);
  const client = await start();
  const run = client.run({ looks: {} }, async () => undefined);
  await expect.poll(() => host.runs).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(host.replies).toBe(0);
  page.hidden = false;
  page.dispatchEvent(new Event("visibilitychange"));
  await expect.poll(() => host.replies).toBe(1);
  await client.pause();
  await run;
  vi.stubGlobal("document", undefined);
  client.close();
});

test("a life keeps nothing of the calls that were answered, and rejects the others at its end", async () => {
  const life = new Life();
  const forever = life.orEnd(new Promise(() => {}));
  expect(await life.orEnd(Promise.resolve(3))).toBe(3);
  await expect(life.orEnd(Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(life.waiting).toBe(1);
  life.end(new Error("gone"));
  await expect(forever).rejects.toThrow("gone");
  await expect(life.orEnd(Promise.resolve(4))).rejects.toThrow("gone");
  expect(life.waiting).toBe(0);
});
