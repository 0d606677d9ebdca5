import { findColumns, readTable, type TableColumn, tableOf } from "@genlab/data";
import { describe, expect, it } from "vitest";

const rows = (...texts: readonly string[]) => texts.map((text) => text.split(","));

/** A name and values below it. */
const column = (...values: readonly (string | number)[]) => ["c", ...values].map((value) => [`${value}`]);

const found = async (...values: readonly (string | number)[]) => (await findColumns(column(...values))).columns[0]!;

const errorOf = (run: () => Promise<unknown>, name = "GenlabError") =>
  run().then(
    () => expect.fail("nothing was refused"),
    (error: Error) => {
      expect(error).toMatchObject({ name });
      return error.message;
    },
  );

describe("a column", () => {
  it("of numbers has their mean, deviation, ends and decimals", async () => {
    // mean 2.5, squares 2.25 + 0.25 + 0.0625 + ... by hand: 1, 2, 2.75, 4.25
    expect(await found(1, "2.000", "2.75", "+4.25")).toEqual({
      ...{ kind: "number", name: "c", mean: 2.5, deviation: Math.sqrt(5.625 / 4), least: 1, most: 4.25, decimals: 2 },
    });
    expect(await found("1e3", "1.5e-3", ".5", "-7.")).toMatchObject({
      kind: "number",
      least: -7,
      most: 1000,
      decimals: 4,
    });
  });

  it("of two values, or of texts, is of categories", async () => {
    expect(await found(0, 1, 0)).toEqual({ kind: "category", name: "c", values: ["0", "1"] });
    expect(await found("b", "a", 3, "")).toEqual({
      kind: "category",
      name: "c",
      values: ["3", "a", "b"],
      missing: true,
    });
  });

  it("of codes that a number would not keep is of categories", async () => {
    expect((await found("007", "010", "7")).kind).toBe("category");
    expect((await found("9007199254740993", "9007199254740995", "1")).kind).toBe("category");
    expect((await found("Infinity", "1", "2")).kind).toBe("category");
  });

  it("is what it is said to be", async () => {
    const table = column(1, 2, 3, 1);
    expect((await findColumns(table, { kinds: { c: "category" } })).columns[0]).toMatchObject({
      values: ["1", "2", "3"],
    });
    expect((await findColumns(column(0, 1), { kinds: { c: "number" } })).columns[0]).toMatchObject({ mean: 0.5 });
    const two = await findColumns(rows("id,c", "x,1", "y,2"), { kinds: { id: "left-out" } });
    expect(two.columns.map(({ name }) => name)).toEqual(["c"]);
  });

  it("without a name is pandas' index where it is the first", async () => {
    const { columns, leftOut } = await findColumns(rows(",c", "0,1", "1,2"));
    expect([columns.map(({ name }) => name), leftOut]).toEqual([["c"], [""]]);
  });

  it("without a name and without a value is none, as where all lines end in a comma", async () => {
    const table = rows("a,b,,", "1,2,,", "2,3,,", "3,5,,");
    const { columns, leftOut } = await findColumns(table);
    expect([columns.map(({ name }) => name), leftOut]).toEqual([
      ["a", "b"],
      ["", ""],
    ]);
    expect((await readTable(table, columns)).length).toBe(3);
  });

  it("knows what stands for a missing value", async () => {
    const { columns } = await findColumns(column("?", "NA", "nan", 1, 2, 3), { missing: ["?"] });
    expect(columns[0]).toMatchObject({ kind: "number", mean: 2, missing: true });
  });

  it.each([
    [[], "The table is empty. Its first row has the names of the columns."],
    [rows("a,b"), "The table has no rows below the names of its columns."],
    [rows("1,2", "3,4"), "The first row of The table holds numbers (1, 2). Add a row of names above it."],
    [
      rows("5.1,setosa", "4.9,setosa", "6,virginica"),
      'The first row of The table holds data, no names: "setosa" is a value of its column, too. Add a row of names above it.',
    ],
    [
      rows("# of 2024", "a,b", "3,4"),
      "Row 1 of The table has 2 cells, but there is one name in the first row. Remove what stands above the row of names.",
    ],
    [rows("a,", "3,4"), "Column 2 of The table has no name. Give it one in the first row."],
    [rows("a,a", "3,4"), 'Two columns of The table are named "a". Rename one of them.'],
    [rows("a,b", "3,4", "5"), "Row 2 of The table has 1 cell, but 2 columns have names. Correct it."],
    [
      column(...Array.from({ length: 30 }, (_, i) => `name ${i}`)),
      '"c" of The table has 30 different values in 30 rows, too many for categories, such as "name 0". Leave it out, or give numbers.',
    ],
    [
      column(...Array.from({ length: 30 }, (_, i) => `${i},5`)),
      'Row 1 of The table has "0,5" in "c", a number with a comma. Write numbers with a point.',
    ],
    [
      [["c"], ["12,5"], ["3"], ["12,5"]],
      'Row 1 of The table has "12,5" in "c", a number with a comma. Write numbers with a point.',
    ],
    [
      column(...Array.from({ length: 40 }, (_, i) => (i === 7 ? "abc" : i))),
      'Row 8 of The table has "abc" in "c", where 39 others are numbers. Correct it, or say that it stands for a missing value.',
    ],
  ])("that is none is refused: %j", async (table, message) => {
    const isOfValues = message.includes('"c"');
    expect(await errorOf(() => findColumns(table), isOfValues ? "ColumnError" : "GenlabError")).toBe(message);
  });

  it("that there is not cannot be of a kind", async () => {
    const kinds = { d: "number" } as const;
    expect(await errorOf(() => findColumns(column(1, 2, 3), { kinds }))).toBe(
      'The table has no column "d". Its columns: c.',
    );
    expect(await errorOf(() => findColumns(column(1, "x", 3), { kinds: { c: "number" } }), "ColumnError")).toBe(
      'Row 2 of The table has "x" in "c", which is no number. Correct it, or say what stands for a missing value.',
    );
  });
});

describe("a column of many numbers", () => {
  const count = 4001;
  const normal = Array.from({ length: count }, (_, i) => inverseOfNormal((i + 0.5) / count));

  const scoresOf = async (values: readonly (string | number)[]) => {
    const { columns } = await findColumns(column(...values));
    const data = await readTable(column(...values), columns);
    const x = data.batch(values.map((_, i) => i)).x!;
    expect(
      tableOf(columns, x)
        .slice(1)
        .map(([cell]) => Number(cell)),
    ).toEqual(values.map(Number)); // and back
    return x.data;
  };

  it("is made normal, whatever it was", async () => {
    // by what normal values become, of which their scores are known; farther out than 2 the unit is another
    const expectNormal = async (own: (z: number) => number, error: number) => {
      const scores = await scoresOf(normal.map((z) => own(z).toFixed(4)));
      for (const [i, z] of normal.entries()) if (Math.abs(z) < 2) expect(Math.abs(scores[i]! - z)).toBeLessThan(error);
      return scores;
    };
    const scores = await expectNormal((z) => 50 + 8 * z, 0.002);
    expect(scores.at(-1)).toBeCloseTo(normal.at(-1)!, 2); // straight on, where it was normal
    await expectNormal(Math.exp, 0.003);
    await expectNormal((z) => z + 8 * Math.sign(z), 1 / 16); // two modes, and a quantile between them
  });

  it("gives a value that many rows have the middle of their place", async () => {
    // a half are zeros and lie below all others, from −2 on to 0
    const values = normal.map((z) => Math.max(0, z).toFixed(3));
    expect((await scoresOf(values))[0]).toBeCloseTo(-1, 1);
  });

  it("leaves odd values odd", async () => {
    const scores = await scoresOf([...normal.map((z) => (z + 0.5).toFixed(3)), "25", "-30"]);
    expect(scores.at(-2)).toBeGreaterThan(20);
    expect(scores.at(-1)).toBeLessThan(-25);
  });

  it("that is longer than what is kept of it has nearly the same quantiles", async () => {
    const many = Array.from({ length: 60_000 }, (_, i) => ((i * 0.6180339887) % 1).toFixed(6));
    const found = (await findColumns(column(...many))).columns[0] as { readonly quantiles: readonly number[] };
    expect(found.quantiles).toHaveLength(65);
    // Φ(−1), Φ(0) and Φ(1) of a uniform column
    [0.158655, 0.5, 0.841345].forEach((share, i) => {
      expect(Math.abs(found.quantiles[16 + 16 * i]! - share)).toBeLessThan(0.02);
    });
  });
});

/** `Φ⁻¹`, by bisection on the series of `Φ`: 26.2.10 of Abramowitz and Stegun, 1964. */
function inverseOfNormal(share: number): number {
  const below = (z: number) => {
    let [term, sum] = [z, z];
    for (let k = 1; k < 120; k++) sum += term *= (-z * z * (2 * k - 1)) / (2 * k * (2 * k + 1));
    return 0.5 + sum / Math.sqrt(2 * Math.PI);
  };
  let [low, high] = [-5, 5];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (below(middle) < share) low = middle;
    else high = middle;
  }
  return low;
}

describe("the examples of a table", () => {
  const columns: readonly TableColumn[] = [
    { kind: "category", name: "k", values: ["x", "y"], missing: true },
    { kind: "number", name: "n", mean: 10, deviation: 2, least: 6, most: 20, decimals: 1, missing: true },
    { kind: "category", name: "same", values: ["s"] },
  ];

  it("are numbers first, then a one for each choice", async () => {
    const table = rows("same,n,k,more", "s,12,y,1", "s,,x,2", "s,6,,3");
    const data = await readTable(table, columns);
    expect(data).toMatchObject({ length: 3, shapes: { x: [6] } });
    expect([...data.batch([2, 0]).x!.data]).toEqual([-2, 0, 0, 1, 1, 0, 1, 0, 1, 0, 1, 0]);
    expect(tableOf(columns, data.batch([0, 1, 2]).x!)).toEqual(rows("k,n,same", "y,12.0,s", "x,,s", ",6.0,s"));
  });

  it("become cells by the largest of a choice, within the ends of a column", () => {
    const drawn = { data: Float32Array.of(50, 0.2, 0.5, 0.3, 0.6, 0.4, -0.001, 0, 0, 1, 0.4, 0.6), shape: [2, 6] };
    expect(tableOf(columns, drawn)).toEqual(rows("k,n,same", "y,20.0,s", ",,s"));
  });

  it.each([
    [rows("n,k", "1,x"), 'The table has no column "same". Its columns: n, k.'],
    [rows("n,k,same", "1,z,s"), 'Row 1 of The table has "z" in "k", which the column does not have: x, y.'],
    [
      rows("n,k,same", "abc,x,s"),
      'Row 1 of The table has "abc" in "n", which the column does not have: numbers alone.',
    ],
    [rows("n,k,same", "1,x,"), 'Row 1 of The table has no value in "same", which the column does not have: s.'],
  ])("are refused where the columns do not have them: %j", async (table, message) => {
    expect(await errorOf(() => readTable(table, columns))).toBe(message);
  });

  it("are refused of another size, or where they are no numbers", () => {
    expect(() => tableOf(columns, { data: Float32Array.of(1, 2), shape: [1, 2] })).toThrow(
      "Examples of the shape [1, 2] are no rows of these columns, which take [count, 6].",
    );
    expect(() => tableOf(columns, { data: new Float32Array(6).fill(Number.NaN), shape: [1, 6] })).toThrow(
      "Example 0 has NaN at place 0, which is no value of a table.",
    );
  });

  it("are none where nothing differs", async () => {
    const same = (await findColumns(column(1, 1, 1))).columns;
    expect(await errorOf(() => readTable(column(1, 1, 1), same))).toBe(
      "No column of the table differs from row to row, so there is nothing to learn of it.",
    );
  });
});
