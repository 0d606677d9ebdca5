import type { Draw } from "./random.js";

const ODD: readonly unknown[] = [
  ...[
    null,
    true,
    false,
    0,
    -1,
    0.5,
    1e308,
    -1e308,
    2 ** 53,
    1e-320,
    "",
    "x",
    "vae",
    "__proto__",
    "constructor",
    "\u0000",
  ],
  ...[[], {}, [[]], [1, 2], [-1], { type: "vae" }, { type: "linear" }, { __proto__: null }, "x".repeat(10_000)],
];

const NAMES = [
  "type",
  "__proto__",
  "constructor",
  "toString",
  "model",
  "data",
  "optimizer",
  "latent",
  "folder",
  "x",
  "",
];

/** JSON with one to three values, names or places of it changed. */
export function damageJson(value: unknown, draw: Draw): unknown {
  let damaged = structuredClone(value);
  for (let left = 1 + draw(3); left > 0; left--) damaged = changed(damaged, draw);
  return damaged;
}

function changed(value: unknown, draw: Draw): unknown {
  if (typeof value !== "object" || value === null || draw(5) === 0) return odd(draw);
  const names = Object.keys(value);
  const name = names.length > 0 && draw(6) > 0 ? names[draw(names.length)]! : NAMES[draw(NAMES.length)]!;
  if (draw(8) === 0) {
    const { [name]: _, ...rest } = value as Record<string, unknown>;
    return rest;
  }
  const inner = (value as Record<string, unknown>)[name];
  const next = Object.hasOwn(value, name) ? changed(inner, draw) : odd(draw);
  if (Array.isArray(value)) return value.map((one, at) => (`${at}` === name ? next : one));
  // by its text, as a file would: a name such as "__proto__" is then one like others
  const entries = Object.entries(value).filter(([key]) => key !== name);
  return JSON.parse(
    `{${[...entries, [name, next]].map(([key, one]) => `${JSON.stringify(key)}:${JSON.stringify(one)}`)}}`,
  );
}

const odd = (draw: Draw): unknown => structuredClone(ODD[draw(ODD.length)]);
