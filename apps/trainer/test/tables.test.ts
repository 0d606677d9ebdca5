import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { composeConfig } from "../src/config/compose-config.js";
import type { PartialConfig } from "../src/config/run-config.js";
import { dataAt } from "../src/data/data-at.js";
import { exampleShape } from "../src/data/example-shape.js";
import { prepareTable } from "../src/tables/prepare-table.js";
import type { TableConfig } from "../src/tables/table-schema.js";
import { workFolder } from "./genlab.js";
import { inProcess } from "./in-process.js";

const folder = workFolder();
const at = (name: string) => join(folder.path, name);

/** Fifty people: the taller the older, of three cities, some of unknown age. */
function people(): string {
  const rows = Array.from({ length: 50 }, (_, i) => {
    const age = i % 10 === 3 ? "" : 20 + i;
    return `${age};${(1.5 + i / 100).toFixed(2)};${["Köln", "Paris", '"a ""b"""'][i % 3]};${i % 2 ? "yes" : "no"}`;
  });
  return `age;height;city;member\n${rows.join("\n")}\n`;
}

function write(name = "people.csv", text = people()): string {
  writeFileSync(at(name), text);
  return at(name);
}

async function prepare(data: PartialConfig = {}, request: { readonly model?: string } = {}) {
  const path = (data.path as string | undefined) ?? write();
  const { config } = composeConfig({ ...request, options: { data: { type: "table", path, ...data }, seed: 1 } });
  return prepareTable(config, config.data as TableConfig);
}

const refusal = (...given: Parameters<typeof prepare>) =>
  prepare(...given).then(
    () => "none",
    (error: Error) => String(error).replaceAll(`${folder.path}/`, ""),
  );

describe("a table", () => {
  it("is known by its name, and trains the preset of tables", () => {
    expect(dataAt(write("some.tsv"))).toEqual({ type: "table", path: at("some.tsv") });
    const { config } = composeConfig({ options: { data: { type: "table", path: write() } } });
    expect(config).toMatchObject({ model: { type: "tabular-vae" }, lastBatch: "keep" });
  });

  it("is split and encoded, which the configuration notes", async () => {
    const { config, data } = await prepare();
    const table = config.data as TableConfig;
    expect(table).toMatchObject({ delimiter: ";", trainedOn: 45, sha256: expect.stringMatching(/^\w{64}$/) });
    expect(table.heldOut).toHaveLength(5);
    expect(table.columns).toMatchObject([
      { kind: "number", name: "age", least: 20, most: 69, decimals: 0, missing: true },
      { kind: "number", name: "height", least: 1.5, most: 1.99, decimals: 2 },
      { kind: "category", name: "city", values: ["Köln", "Paris", 'a "b"'] },
      { kind: "category", name: "member", values: ["no", "yes"] },
    ]);
    expect(config.model).toMatchObject({ choices: [2, 3, 2] });
    expect([exampleShape(table), data.train.shapes.x, data.train.length]).toEqual([[9], [9], 45]);
    expect(data.note).toBe(
      "45 rows to train on and 5 to test on; numbers: age, height; categories: city (3), member (2); some missing: age",
    );
  });

  it("keeps its split and its columns when a run goes on", async () => {
    const first = await prepare();
    const again = await prepareTable(first.config, first.config.data as TableConfig);
    expect(again.config).toEqual(first.config);
    expect(again.data.test.batch([0, 4])).toEqual(first.data.test.batch([0, 4]));
  });

  it("has columns that are said, and none that are left out", async () => {
    const kinds = { age: "category", city: "left-out" };
    const { config, data } = await prepare({ kinds }, { model: "vae" });
    expect((config.data as TableConfig).columns!.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      ...["age category", "height number", "member category"],
    ]);
    expect(config.model).not.toHaveProperty("choices");
    expect(data.note).toContain("left out: city");
  });

  it("is refused where it is not the one of the run, or is none", async () => {
    const { config } = await prepare();
    write("people.csv", people().replace("Köln", "Bonn"));
    await expect(prepareTable(config, config.data as TableConfig)).rejects.toThrow(
      /people\.csv is not the file that the run was begun with: its SHA-256 is \w+, not \w+\. Put that file back/,
    );
    expect(await refusal({ path: at("none.csv") })).toBe(
      "GenlabError: There is no file none.csv. Give the path of one: .csv or .tsv.",
    );
    expect(await refusal({ kinds: { agee: "number" } })).toContain('people.csv has no column "agee".');
    expect(
      await refusal({
        path: write("odd.csv", "a\n1\n2\n3\nx\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n20\n"),
      }),
    ).toBe(
      'GenlabError: Row 4 of odd.csv has "x" in "a", where 20 others are numbers. Correct it, or say that it stands for a missing value. ' +
        "(--set data.kinds.NAME=left-out, category or number says what a column is, --set 'data.missing=[\"?\"]' what stands for a missing value.)",
    );
    expect(await refusal({}, { model: "conditional-vae" })).toContain(
      'The model "conditional-vae" has classes, but people.csv has none: a category is a column of a table.',
    );
  });
});

it("genlab trains on a table, and samples a table of the same columns, by the run or its checkpoint alone", async () => {
  write();
  const small = ["--engine", "cpu", "--steps", "20", "--set", "model.hidden=[8]", "--set", "model.latent=2"];
  const trained = await inProcess(folder.path, ["train", "--data", "people.csv", "--out", "run", ...small]);
  expect(trained).toMatchObject({ code: 0, stderr: "" });
  expect(trained.stdout).toContain("run folder: run  (samples.csv shows what was learned, report.html how)");
  const rows = readFileSync(at("run/samples.csv"), "utf8").trimEnd().split("\n");
  expect([rows.length, rows[0]]).toEqual([1001, "age;height;city;member"]);
  for (const row of rows.slice(1)) expect(row).toMatch(/^(\d\d)?;1\.\d\d;(Köln|Paris|"a ""b""");(yes|no)$/);

  const sampled = await inProcess(folder.path, ["sample", "run", "--count", "30"]);
  expect(sampled).toMatchObject({ code: 0, stdout: "30 rows: run/sample.csv\n" });
  await inProcess(folder.path, ["sample", "run/checkpoint.safetensors", "--count", "30", "--out", "other.csv"]);
  expect(readFileSync(at("other.csv"), "utf8")).toBe(readFileSync(at("run/sample.csv"), "utf8"));
  const wrong = await inProcess(folder.path, ["sample", "run", "--out", "rows.png"]);
  expect(wrong.stderr).toContain('The result cannot be written to "rows.png": its name must end in .csv or .tsv.');

  const resumed = await inProcess(folder.path, ["resume", "run", "--steps", "25"]);
  expect(resumed).toMatchObject({ code: 0, stderr: "" });
});

it("a wrong setting of a column is named, with those that there are", async () => {
  const columns = [{ kind: "category", name: "a", values: ["x"], valuse: [] }];
  expect(await refusal({ columns })).toContain(
    'There is no setting "data.columns.0.valuse". Did you mean "values"? Known: kind, name, values, missing.',
  );
});
