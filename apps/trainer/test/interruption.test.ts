import { afterEach, expect, it, vi } from "vitest";
import { listenForInterruption } from "../src/training/interruption.js";

afterEach(() => vi.restoreAllMocks());

it("the first signal asks, the second ends the process at once", () => {
  const exit = vi.spyOn(process, "exit").mockImplementation(() => undefined as never);
  const tidyUp = vi.fn();
  const { signal, stop } = listenForInterruption(tidyUp);
  process.emit("SIGTERM", "SIGTERM");
  expect(signal.reason).toBe("SIGTERM");
  expect(exit).not.toHaveBeenCalled();
  process.emit("SIGINT", "SIGINT");
  expect(tidyUp).toHaveBeenCalledOnce();
  expect(exit).toHaveBeenCalledWith(130);
  stop();
  expect(process.listenerCount("SIGINT")).toBe(0);
});
