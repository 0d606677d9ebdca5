import { describe, GenlabError, refuseUnknown } from "@genlab/base";
import { ColumnError } from "./column-error.js";
import { MOST_DECIMALS, quantilesOf } from "./normal-scores.js";
import { Reservoir } from "./reservoir.js";
import { isMissingBy, numberIn } from "./table-cells.js";
import type { TableColumn, TableRows } from "./table-column.js";

/** What a column is taken for. */
export type ColumnKind = "number" | "category" | "left-out";

export interface FindColumnsOptions {
  /** By the name of a column. Default: found, numbers where all values are numbers and more than two differ. */
  readonly kinds?: Readonly<Record<string, ColumnKind>>;
  /** What stands for a missing value, besides nothing and pandas' "NA", "NaN", "null" and the like. */
  readonly missing?: readonly string[];
  /** What errors call the table. Default "The table". */
  readonly name?: string;
}

export interface FoundColumns {
  readonly columns: readonly TableColumn[];
  /** The names of those that are left out: "" of one without a name. */
  readonly leftOut: readonly string[];
  /** How many rows there are, without that of names. */
  readonly count: number;
}

/** More are no categories. */
const MOST_VALUES = 1000;
/** Fewer may differ in most rows. */
const FEW_VALUES = 20;

/**
 * What the columns of a table hold, by one pass over its rows, of which a few thousand numbers of each column are kept. A first column without a name, as pandas writes its
 * index, is left out, and so are others that have neither name nor value.
 *
 * @throws GenlabError for names that are none, a row of another length, and a table without rows.
 * @throws ColumnError for values that a column of its kind cannot have, or that differ in most rows.
 */
export async function findColumns(rows: TableRows, options: FindColumnsOptions = {}): Promise<FoundColumns> {
  const { kinds = {}, missing = [], name = "The table", ...others } = options;
  refuseUnknown("findColumns", others, { kinds, missing, name });
  const isMissing = isMissingBy(missing);
  let found: ColumnFacts[] | undefined;
  let count = 0;
  for await (const cells of rows) {
    if (!found) {
      found = columnsNamed(cells, name).map((column) => new ColumnFacts(column, kinds[column] === "left-out"));
      checkKinds(kinds, cells, name);
      continue;
    }
    count++;
    checkLength(cells, found.length, { name, row: count });
    for (let i = 0; i < found.length; i++) {
      const cell = cells[i]!;
      found[i]!.add(isMissing(cell) ? undefined : cell, count);
    }
  }
  if (!found) throw new GenlabError(`${name} is empty. Its first row has the names of the columns.`);
  if (count === 0) throw new GenlabError(`${name} has no rows below the names of its columns.`);
  const facts = found;
  checkNames(facts, name);
  const nameless = facts.findIndex((one, i) => i > 0 && one.name === "" && one.texts.size > 0);
  if (nameless > 0)
    throw new GenlabError(`Column ${nameless + 1} of ${name} has no name. Give it one in the first row.`);
  const kept = facts.filter(({ name, isLeftOut }) => !isLeftOut && name !== "");
  if (kept.length === 0) throw new GenlabError(`${name} has no columns that are not left out.`);
  const columns = kept.map((facts) => facts.column(kinds[facts.name], { name, count }));
  return { columns, leftOut: facts.filter((one) => !kept.includes(one)).map(({ name }) => name), count };
}

/** The names of the columns; those that are none are refused. */
export function columnsNamed(names: readonly string[], table: string): readonly string[] {
  if (names.every((name) => numberIn(name) !== undefined)) {
    throw new GenlabError(
      `The first row of ${table} holds numbers (${names.slice(0, 3).join(", ")}). Add a row of names above it.`,
    );
  }
  for (const [i, name] of names.entries()) {
    if (name !== "" && names.indexOf(name) < i)
      throw new GenlabError(`Two columns of ${table} are named "${name}". Rename one of them.`);
  }
  return names;
}

/** Refuses a row of data in the place of names: each is a number, or a value of its column, too. */
function checkNames(facts: readonly ColumnFacts[], table: string): void {
  const value = facts.find(({ name, texts }) => texts.has(name) && numberIn(name) === undefined);
  if (!value || facts.length < 2) return;
  if (!facts.every(({ name, texts }) => texts.has(name) || numberIn(name) !== undefined)) return;
  throw new GenlabError(
    `The first row of ${table} holds data, no names: ${quoted(value.name)} is a value of its column, too. Add a row of names above it.`,
  );
}

export function checkLength(cells: readonly string[], length: number, { name, row }: Place): void {
  if (cells.length === length) return;
  const found = `Row ${row} of ${name} has ${cells.length} ${cells.length === 1 ? "cell" : "cells"}`;
  throw new GenlabError(
    length === 1
      ? `${found}, but there is one name in the first row. Remove what stands above the row of names.`
      : `${found}, but ${length} columns have names. Correct it.`,
  );
}

interface Place {
  readonly name: string;
  readonly row: number;
}

function checkKinds(kinds: FindColumnsOptions["kinds"] & object, names: readonly string[], table: string): void {
  for (const [column, kind] of Object.entries(kinds)) {
    if (!names.includes(column)) {
      throw new GenlabError(`${table} has no column "${column}". Its columns: ${names.join(", ")}.`);
    }
    if (["number", "category", "left-out"].includes(kind)) continue;
    throw new GenlabError(
      `The kind of column "${column}" is ${describe(kind)}. Give "number", "category" or "left-out".`,
    );
  }
}

/** What is known of a column so far. Sums are Welford's, which lose nothing where values are far from 0. */
class ColumnFacts {
  readonly name: string;
  readonly isLeftOut: boolean;
  readonly texts = new Set<string>();
  private missing = 0;
  private numbers = 0;
  private mean = 0;
  private squares = 0;
  private least = Number.POSITIVE_INFINITY;
  private most = Number.NEGATIVE_INFINITY;
  private decimals = 0;
  private readonly some = new Reservoir();
  private firstText: { readonly text: string; readonly row: number } | undefined;

  constructor(name: string, isLeftOut: boolean) {
    this.name = name;
    this.isLeftOut = isLeftOut;
  }

  add(cell: string | undefined, row: number): void {
    if (this.isLeftOut) return;
    if (cell === undefined) {
      this.missing++;
      return;
    }
    if (this.texts.size <= MOST_VALUES) this.texts.add(cell);
    const found = numberIn(cell);
    if (!found) {
      this.firstText ??= { text: cell, row };
      return;
    }
    const { value, decimals } = found;
    this.numbers++;
    this.some.add(value);
    const difference = value - this.mean;
    this.mean += difference / this.numbers;
    this.squares += difference * (value - this.mean);
    this.least = Math.min(this.least, value);
    this.most = Math.max(this.most, value);
    this.decimals = Math.max(this.decimals, Math.min(decimals, MOST_DECIMALS));
  }

  column(asked: ColumnKind | undefined, table: { readonly name: string; readonly count: number }): TableColumn {
    const { name, firstText, texts, mean, least, most, decimals } = this;
    const missing = this.missing > 0 && { missing: true };
    const deviation = Math.sqrt(this.squares / this.numbers);
    const isOfNumbers = !firstText && this.numbers > 0;
    if (asked === "number" && firstText) {
      throw new ColumnError(
        `Row ${firstText.row} of ${table.name} has ${quoted(firstText.text)} in "${name}", which is no number. Correct it, or say what stands for a missing value.`,
      );
    }
    const isNumber = isOfNumbers && deviation > 0 && (asked === "number" || (asked !== "category" && texts.size > 2));
    if (isNumber && !Number.isFinite(deviation)) {
      throw new ColumnError(
        `The values in "${name}" of ${table.name} go from ${least} to ${most}, beyond what can be standardised. Give smaller ones.`,
      );
    }
    const quantiles = isNumber && quantilesOf(this.some.sorted(), decimals);
    if (isNumber)
      return {
        kind: "number",
        name,
        mean,
        deviation,
        ...(quantiles && { quantiles }),
        least,
        most,
        decimals,
        ...missing,
      };
    this.checkTexts(asked, table);
    return { kind: "category", name, values: [...texts].sort(), ...missing };
  }

  /** Refuses names, numbers of customers and the like, which a model would learn by heart. */
  private checkTexts(
    asked: ColumnKind | undefined,
    { name: table, count }: { readonly name: string; readonly count: number },
  ): void {
    const { name, texts, firstText, numbers } = this;
    const isFew = texts.size <= FEW_VALUES || 2 * texts.size <= count - this.missing;
    const isWithCommas = asked !== "category" && [...texts].every((text) => COMMA.test(text) || numberIn(text));
    if (texts.size <= MOST_VALUES && (isFew || asked === "category") && !(firstText && isWithCommas)) return;
    if (firstText && COMMA.test(firstText.text)) {
      throw new ColumnError(
        `Row ${firstText.row} of ${table} has ${quoted(firstText.text)} in "${name}", a number with a comma. Write numbers with a point.`,
      );
    }
    const few = texts.size > MOST_VALUES ? `more than ${MOST_VALUES}` : `${texts.size}`;
    const dirty = firstText && numbers > count / 2;
    throw new ColumnError(
      dirty
        ? `Row ${firstText.row} of ${table} has ${quoted(firstText.text)} in "${name}", where ${numbers} others are numbers. Correct it, or say that it stands for a missing value.`
        : `"${name}" of ${table} has ${few} different values in ${count} rows, too many for categories${firstText ? `, such as ${quoted(firstText.text)}` : ""}. Leave it out, or give numbers.`,
    );
  }
}

/** A number as it is written in half of the world. */
const COMMA = /^[+-]?\d+,\d+$/;

const quoted = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
