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

  it("has the classes of a column that is said, 2 before 10, and no column of it", async () => {
    const rows = Array.from({ length: 30 }, (_, i) => `${i},${[10, 2, 1][i % 3]}`);
    const path = write("classes.csv", `size,kind\n${rows.join("\n")}\n`);
    const { config, data } = await prepare({ path, y: "kind" }, { model: "conditional-vae" });
    expect(config).toMatchObject({ model: { classes: 3 }, data: { y: "kind", classes: ["1", "2", "10"] } });
    expect((config.data as TableConfig).columns!.map(({ name }) => name)).toEqual(["size"]);
    expect([exampleShape(config.data), data.train.shapes]).toEqual([[1], { x: [1], y: [] }]);
    const { mean, deviation } = (config.data as TableConfig).columns![0] as { mean: number; deviation: number };
    const { x, y } = data.train.batch(data.train.length > 0 ? [...Array(data.train.length).keys()] : []);
    const sizes = [...x!.data].map((value) => Math.round(mean + deviation * value));
    expect([...y!.data]).toEqual(sizes.map((size) => [2, 1, 0][size % 3]));
    expect(data.note).toContain("classes of kind: 1, 2, 10");
    const again = await prepareTable(config, config.data as TableConfig);
    expect(again.config).toEqual(config);

    expect(await refusal({ y: "age" })).toContain(
      'Rows of people.csv have no value in "age", the column of classes. Fill it in, or take them out.',
    );
    expect(await refusal({ y: "kynd" })).toContain('people.csv has no column "kynd". Its columns: age, height, city');
    expect(await refusal({ path: write("only.csv", "a\nx\ny\n"), y: "a" })).toContain(
      'only.csv has no columns besides "a", the one of classes.',
    );
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
    // what a column is mends none of these
    expect(await refusal({ path: write("empty.csv", "") })).toBe(
      "GenlabError: empty.csv is empty. Its first row has the names of the columns.",
    );
    expect(await refusal({ path: write("bare.csv", "a,b\n") })).toBe(
      "GenlabError: bare.csv has no rows below the names of its columns.",
    );
    expect(await refusal({ path: write("nameless.csv", "1,2\n3,4\n") })).toBe(
      "GenlabError: The first row of nameless.csv holds numbers (1, 2). Add a row of names above it.",
    );
    expect(await refusal({ y: "member", kinds: { member: "left-out" } })).toContain(
      '"member" of people.csv is the column of classes by data.y, but data.kinds says "left-out". Leave out one of them.',
    );
    expect(await refusal({ y: "member", kinds: { member: "category" } })).toBe("none");
    expect(await refusal({}, { model: "conditional-vae" })).toContain(
      'The model "conditional-vae" has classes, but people.csv has none. Say which column they are: --set data.y=NAME.',
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

it("a model of a table and its classes is used on tables", async () => {
  const say = async (...words: readonly string[]) => {
    const outcome = await inProcess(folder.path, words);
    expect(outcome).toMatchObject({ code: 0, stderr: "" });
    return outcome.stdout.replaceAll(`${folder.path}/`, "");
  };
  const lines = (name: string) => readFileSync(at(name), "utf8").trimEnd().split("\n");
  const small = ["--engine", "cpu", "--steps", "20", "--set", "model.hidden=[8]", "--set", "model.latent=2"];
  const [path, run] = [write("members.csv"), at("classed")];
  await say("train", "conditional-vae", "--data", path, "--set", "data.y=member", "--out", run, ...small);

  await say("sample", run, "--count", "20", "--class", "1", "--out", at("yes.csv"));
  expect(lines("yes.csv")[0]).toBe("age;height;city;member");
  expect(
    new Set(
      lines("yes.csv")
        .slice(1)
        .map((row) => row.split(";").at(-1)),
    ),
  ).toEqual(new Set(["yes"]));
  await say("sample", run, "--count", "50", "--out", at("both.csv"));
  expect(
    new Set(
      lines("both.csv")
        .slice(1)
        .map((row) => row.split(";").at(-1)),
    ),
  ).toEqual(new Set(["no", "yes"]));

  // other rows, in another order of columns, of which one is new; the last is of another kind
  const others = "odd,member,city,height,age\n0,no,Paris,1.6,30\n0,yes,Köln,1.7,\n1,no,Paris,1.99,20\n";
  const inputs = ["--inputs", write("others.csv", others)];
  const scored = await say("score", run, ...inputs, "--set", "data.y=odd", "--out", at("scores.csv"));
  expect(scored).toMatch(
    /scores of 3 rows of .*others\.csv: from .*\narea under the ROC curve: [\d.]+, of 1 anomalous/,
  );
  expect(lines("scores.csv").map((row) => row.split(",", 2).join())).toEqual(["name,class", "0,0", "1,0", "2,1"]);
  const plain = at("plain");
  await say("train", "vae", "--data", path, "--set", "data.y=member", "--out", plain, ...small);
  await say("encode", plain, ...inputs, "--out", at("codes.csv")); // with the classes of the run
  expect(lines("codes.csv").map((row) => row.split(",").slice(0, 2).join())).toEqual([
    ...["name,class", "0,no", "1,yes", "2,no"],
  ]);
  await say("encode", plain, ...inputs, "--out", at("codes.npy"));
  await say("decode", plain, "--inputs", at("codes.csv"), "--out", at("by-table.npy"));
  await say("decode", plain, "--inputs", at("codes.npy"), "--out", at("by-array.npy"));
  expect(readFileSync(at("by-table.npy"))).toEqual(readFileSync(at("by-array.npy")));

  const refused = async (...words: readonly string[]) =>
    (await inProcess(folder.path, words)).stderr.replaceAll(`${folder.path}/`, "");
  expect(await refused("decode", plain, "--inputs", write("some.csv", "z0\n1\n"))).toContain(
    'some.csv has no column "z1", but codes of the model are [count, 2], in the columns "z0" to "z1".',
  );
  expect(await refused("decode", plain, "--inputs", write("bad.csv", "z0,z1\n1,2\n3,x\n"))).toContain(
    'Row 2 of bad.csv has "x" in "z1". Codes are finite numbers.',
  );
  expect(await refused("score", run, ...inputs, "--set", "data.range=[0,1]")).toContain(
    "--set data.range does not say how a table is read. What does: data.y=NAME, the column of classes, or data.y=false, and data.delimiter, what stands between cells.",
  );
  expect(await refused("score", run, "--inputs", write("rome.csv", "age,height,city\n1,1.5,Rom\n"))).toContain(
    'Row 1 of rome.csv has "Rom" in "city", which the column does not have: Köln, Paris, a "b".',
  );
  expect(await refused("sample", run, "--class", "2")).toContain("There is no class 2: the model has 2");
});

it("a table of inputs has the delimiter that is said, or the run's where its columns are found by it", async () => {
  const text = (mark: string) =>
    `x,y,z${mark}h\n${people()
      .split("\n")
      .slice(1, -1)
      .map((_, i) => `${i}${mark}${i % 7}`)
      .join("\n")}\n`;
  const say = async (...words: readonly string[]) => {
    const outcome = await inProcess(folder.path, words);
    expect(outcome).toMatchObject({ code: 0, stderr: "" });
  };
  const small = ["--engine", "cpu", "--steps", "2", "--set", "model.hidden=[8]", "--set", "model.latent=2"];
  await say(
    "train",
    "--data",
    write("marked.csv", text(";")),
    "--set",
    "data.delimiter=;",
    "--out",
    at("marked"),
    ...small,
  );
  await say("encode", at("marked"), "--inputs", at("marked.csv"), "--out", at("own.npy"));
  const other = ["encode", at("marked"), "--inputs", write("other.csv", text("|"))];
  await say(...other, "--set", "data.delimiter=|", "--out", at("said.npy"));
  expect(readFileSync(at("said.npy"))).toEqual(readFileSync(at("own.npy")));
  expect((await inProcess(folder.path, other)).stderr).toContain('other.csv has no column "x,y,z"');
  // by the run's delimiter this line breaks the rules
  await say("encode", at("marked"), "--inputs", write("quoted.csv", '"x,y,z","h"\n1,2\n'), "--out", at("quoted.npy"));
});

it("a wrong setting of a column is named, with those that there are", async () => {
  const columns = [{ kind: "category", name: "a", values: ["x"], valuse: [] }];
  expect(await refusal({ columns })).toContain(
    'There is no setting "data.columns.0.valuse". Did you mean "values"? Known: kind, name, values, missing.',
  );
});
