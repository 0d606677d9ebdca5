import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { choicesOf, csvOf, findColumns, readTable, type TableRows, tableOf } from "@genlab/data";
import { csvRows, delimiterOf } from "@genlab/data/node";
import { describe, expect, it } from "vitest";
import { tables } from "../fixtures/tables.js";
import { emptyFolder } from "./folder.js";

function fileOf(content: string | Uint8Array, name = "table.csv"): string {
  const path = join(emptyFolder(), name);
  writeFileSync(path, content);
  return path;
}

async function all(rows: TableRows): Promise<readonly (readonly string[])[]> {
  const read: (readonly string[])[] = [];
  for await (const row of rows) read.push(row);
  return read;
}

const rowsIn = (content: string | Uint8Array, name?: string) =>
  all(csvRows(fileOf(content, name), { name: name ?? "table.csv" }));

async function errorOf(run: () => Promise<unknown>): Promise<string> {
  const error = await run().then(
    () => expect.fail("nothing was refused"),
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ name: "GenlabError" });
  return (error as Error).message;
}

const { files, people } = tables;

describe("a table that pandas wrote", () => {
  it.each(Object.keys(files))("is standardised and one-hot as scikit-learn does it: %s", async (name) => {
    const path = fileOf(files[name]!, name);
    const { columns, count } = await findColumns(csvRows(path));
    expect(count).toBe(people.x.length);
    for (const column of columns) {
      if (column.kind !== "number") continue;
      expect(column.mean / people.mean[column.name]!).toBeCloseTo(1, 12);
      expect(column.deviation / people.deviation[column.name]!).toBeCloseTo(1, 12);
    }
    expect(columns.filter(({ kind }) => kind === "number").map((column) => column.name)).toEqual(
      Object.keys(people.mean),
    );
    expect(choicesOf(columns)).toEqual([4, 2, 4, 2]); // planets are all the same
    const data = await readTable(csvRows(path), columns);
    const { x } = data.batch(Array.from({ length: count }, (_, i) => i));
    expect(x!.shape).toEqual([count, people.x[0]!.length]);
    const expected = people.x.flat();
    expect(Math.max(...expected.map((value, i) => Math.abs(value - x!.data[i]!)))).toBeLessThan(1e-6);
  });

  it("comes back from its numbers, cell for cell", async () => {
    const path = fileOf(files["people.csv"]!);
    const { columns, count } = await findColumns(csvRows(path));
    const data = await readTable(csvRows(path), columns);
    const back = tableOf(columns, data.batch(Array.from({ length: count }, (_, i) => i)).x!);
    const written = await all(csvRows(path));
    const income = 2; // of 17 digits, of which float32 keeps seven
    const asNumber = (cell: string) => (cell === "" || Number.isNaN(Number(cell)) ? cell : Number(cell));
    expect(back[0]).toEqual(written[0]);
    for (const [i, row] of back.entries()) {
      if (i === 0) continue;
      expect(Number(row[income]) / Number(written[i]![income])).toBeCloseTo(1, 3);
      expect(row.with(income, "").map(asNumber)).toEqual(written[i]!.with(income, "").map(asNumber)); // "1.60" is "1.6"
    }
    expect(csvOf(written)).toBe(files["people.csv"]);
  });
});

describe("the cells of a file", () => {
  it.each([
    ["a,b\n1,x y\n", "commas"],
    ["a;b\r\n1;x y\r\n", "semicolons and Windows' ends of lines"],
    ["a\tb\n1\tx y", "tabs, and no end of the last line"],
    ["\uFEFFa, b\n\n1 ,x y\n\n", "a mark of UTF-8, spaces, and empty lines"],
    ['"a"|b\n"1"|"x y"\n', "bars and quotes"],
  ])("are found: %j (%s)", async (content) => {
    expect(await rowsIn(content)).toEqual([
      ["a", "b"],
      ["1", "x y"],
    ]);
  });

  it("are read from UTF-16 that starts with its mark", async () => {
    const text = Buffer.from("\uFEFFa,b\n1,ü\n", "utf16le");
    expect(await rowsIn(text)).toEqual([
      ["a", "b"],
      ["1", "ü"],
    ]);
  });

  it("are those of the delimiter that a file's name or first line says", async () => {
    expect(await delimiterOf(fileOf("a,b,c\n", "table.TSV"))).toBe("\t");
    expect(await delimiterOf(fileOf('"a;b;c",d\n'))).toBe(",");
    expect(await delimiterOf(fileOf("a\n1;2;3\n"))).toBe(",");
  });

  it.each([
    ['a,b\n1,"x\n', "table.csv: a quote is not closed, near line 2. Correct it."],
    [
      'a,b\n1,x"y"\n',
      'table.csv: a quote stands within a cell that is not quoted, near line 2: quote the cell, and write "" in it. Correct it.',
    ],
    ['a,b\n1,"x"y\n', "table.csv: something follows a quote that closes a cell, near line 2. Correct it."],
    [
      `a\n"${"x".repeat(2 ** 21)}\n`,
      "table.csv: a row has more than 1048576 characters, near line 2: a quote may not be closed. Correct it.",
    ],
    ["a,b\n1,\0\n", "table.csv is no text: it has a zero byte. Give a CSV or TSV file."],
    [
      Uint8Array.of(0x61, 0x0a, 0xe9, 0x0a),
      'table.csv is no text in UTF-8. Save it as UTF-8: in Excel as "CSV UTF-8", or by `iconv -f windows-1252 -t utf-8`.',
    ],
    [
      Uint8Array.of(0x61, 0x0a, 0xc3),
      'table.csv is no text in UTF-8, somewhere after 3 bytes. Save it as UTF-8: in Excel as "CSV UTF-8", or by `iconv -f windows-1252 -t utf-8`.',
    ],
  ])("are refused where they are none", async (content, message) => {
    expect(await errorOf(() => rowsIn(content))).toBe(message);
  });

  it("are refused of what is no file", async () => {
    const folder = emptyFolder();
    expect(await errorOf(() => all(csvRows(folder, { name: "here" })))).toBe("here is no file. Give the path of one.");
    expect(await errorOf(() => all(csvRows(join(folder, "none.csv"), { name: "none.csv" })))).toMatch(
      /^none\.csv could not be read: ENOENT/,
    );
  });

  it("are read no further than they are asked for", async () => {
    const path = fileOf(`a\n${"1\n".repeat(1e6)}`);
    let bytes = 0;
    for await (const _ of csvRows(path, { onBytes: (chunk) => (bytes += chunk.length) })) break;
    expect(bytes).toBeLessThan(1e6);
  });
});
