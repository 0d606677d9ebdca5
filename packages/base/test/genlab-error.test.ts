import { GenlabError } from "@genlab/base";
import { expect, it } from "vitest";

class OwnError extends GenlabError {}

it("is an instance of its class, and of what it extends", () => {
  expect(new GenlabError("a")).toBeInstanceOf(GenlabError);
  expect(new GenlabError("a")).toBeInstanceOf(Error);
  expect(new OwnError("a")).toBeInstanceOf(GenlabError);
  expect(new OwnError("a")).toBeInstanceOf(OwnError);
});

it("is none of another class", () => {
  expect(new GenlabError("a")).not.toBeInstanceOf(OwnError);
  expect(new RangeError("a")).not.toBeInstanceOf(GenlabError);
  for (const value of [null, undefined, 1, "GenlabError"]) expect(value).not.toBeInstanceOf(GenlabError);
});

it("is known by another copy of the package", async () => {
  const file = new URL("../dist/genlab-error.js", import.meta.url);
  const other = (await import(/* @vite-ignore */ `${file.href}?copy`)) as { readonly GenlabError: typeof GenlabError };
  expect(other.GenlabError).not.toBe(GenlabError);
  expect(new other.GenlabError("a")).toBeInstanceOf(GenlabError);
  expect(new GenlabError("a")).toBeInstanceOf(other.GenlabError);
});

it("shows its name and message alone", () => {
  expect(`${new GenlabError("Too many.")}`).toBe("GenlabError: Too many.");
  expect(Object.keys(new GenlabError("a"))).toEqual(["name"]);
});
