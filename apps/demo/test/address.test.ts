import { describe, expect, test } from "vitest";
import { readAddress, writeAddress } from "../src/address.js";
import { choice, choices, decimal, flag, readFields, text, wholeNumber, writeFields } from "../src/address-fields.js";

const fields = {
  seed: wholeNumber(1, { min: 0, max: 1e9 }),
  rate: decimal(0.001, { min: 0, max: 1 }),
  data: choice(["ring", "grid"], "ring"),
  models: choices(["gan", "vae", "ae"], ["vae", "gan"]),
  grid: flag(true),
  drawing: text(""),
};

describe("an address", () => {
  test("goes to text and back", () => {
    const address = { page: "digits", parameters: { seed: "7", models: "gan,vae", note: "a&b=ü #?%" } } as const;
    expect(writeAddress(address)).toBe("#/digits?seed=7&models=gan,vae&note=a%26b%3D%C3%BC%20%23%3F%25");
    expect(readAddress(writeAddress(address))).toEqual(address);
  });

  test("without parameters has no question mark", () => {
    expect(writeAddress({ page: "lessons", parameters: {} })).toBe("#/lessons");
    expect(readAddress("#/lessons")).toEqual({ page: "lessons", parameters: {} });
  });

  test("of nothing, or of an unknown page, is the playground", () => {
    for (const hash of ["", "#", "#/", "#/nowhere"]) expect(readAddress(hash).page).toBe("playground");
  });
});

describe("fields", () => {
  test("go to text and back, without the initial values", () => {
    const values = { seed: 7, rate: 0.001, data: "grid", models: ["gan"], grid: false, drawing: "" } as const;
    const written = writeFields(fields, values);
    expect(written).toEqual({ seed: "7", data: "grid", models: "gan", grid: "off" });
    expect(readFields(fields, written)).toEqual(values);
  });

  test("keep the order of a list, and an empty list", () => {
    expect(readFields(fields, { models: "ae,gan" }).models).toEqual(["ae", "gan"]);
    expect(readFields(fields, { models: "" }).models).toEqual([]);
  });

  test.each([
    ["seed", "1.5"],
    ["seed", "-1"],
    ["seed", ""],
    ["rate", "2"],
    ["rate", "NaN"],
    ["data", "toString"],
    ["models", "gan,gan"],
    ["models", "gan,nothing"],
    ["grid", "maybe"],
  ] as const)("take the initial value for %s=%s", (name, given) => {
    expect(readFields(fields, { [name]: given })[name]).toEqual(fields[name].initial);
  });
});
