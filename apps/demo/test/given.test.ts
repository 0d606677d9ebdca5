import { beforeAll, expect, test, vi } from "vitest";

beforeAll(() => {
  vi.stubGlobal("location", { hash: "#/playground" });
  vi.stubGlobal("window", { addEventListener: () => {} });
  vi.stubGlobal("navigator", { language: "en" });
  vi.stubGlobal("document", { documentElement: { dataset: {} } });
});

test("what is dropped goes to a page that is for it, and waits there until it is taken, once", async () => {
  const { pageFor } = await import("../src/given/drop-place.js");
  const { leave, take } = await import("../src/given/given.js");
  const run = { are: "run", files: [] } as const;
  const pictures = { are: "pictures", images: [] } as const;
  expect((["playground", "digits", "models", "lessons"] as const).map((page) => pageFor(run, page))).toEqual(
    Array(4).fill("models"),
  );
  expect((["playground", "digits", "models", "lessons"] as const).map((page) => pageFor(pictures, page))).toEqual([
    "digits",
    "digits",
    "models",
    "digits",
  ]);
  leave(run);
  expect(take("pictures")).toBeNull();
  expect(take("run")).toBe(run);
  expect(take("run")).toBeNull();
});
