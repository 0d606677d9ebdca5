import { GenlabError } from "@genlab/core";
import { whileFull } from "@genlab/trainers/node";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const full = () => new GenlabError("a could not be written", { cause: Object.assign(new Error(), { code: "ENOSPC" }) });

/** A write that finds the disk full so often, each time a second later. */
function writing(times: number, error: () => Error = full) {
  const write = vi.fn(async () => {
    vi.advanceTimersByTime(1000);
    if (write.mock.calls.length <= times) throw error();
    return "written";
  });
  return write;
}

it("tries again while the disk is full, and says so once", async () => {
  const [write, onWait] = [writing(2), vi.fn()];
  expect(await whileFull(write, { seconds: 60, onWait })).toBe("written");
  expect([write.mock.calls.length, onWait.mock.calls.length]).toEqual([3, 1]);
});

it("gives up when the time is over, or a signal comes, and at once for anything else", async () => {
  const write = writing(Number.POSITIVE_INFINITY);
  await expect(whileFull(write, { seconds: 2 })).rejects.toThrow("a could not be written");
  expect(write.mock.calls.length).toBe(2);

  const controller = new AbortController();
  const stopped = writing(Number.POSITIVE_INFINITY);
  const waiting = whileFull(stopped, { seconds: 1e6, signal: controller.signal, onWait: () => controller.abort() });
  await expect(waiting).rejects.toThrow("a could not be written");
  expect(stopped.mock.calls.length).toBe(2);

  const other = writing(1, () => new GenlabError("no permission"));
  await expect(whileFull(other, { seconds: 60 })).rejects.toThrow("no permission");
  expect(other.mock.calls.length).toBe(1);
});
