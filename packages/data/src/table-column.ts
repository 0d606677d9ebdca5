/** A column of numbers. Its values become about normal ones by its quantiles, and without them `(value − mean) / deviation`. */
export interface NumberColumn {
  readonly kind: "number";
  readonly name: string;
  readonly mean: number;
  /** Above 0; of the population, as `StandardScaler` of scikit-learn has it. */
  readonly deviation: number;
  /** The values that lie where −2, …, 2 lie among normal ones, in steps of 1/16: 65. Default: there are none. */
  readonly quantiles?: readonly number[];
  readonly least: number;
  readonly most: number;
  /** Places after the point that they need, 0 of whole numbers. */
  readonly decimals: number;
  /** Whether values are missing: then one of two says so, and the mean stands for the number. Default false. */
  readonly missing?: boolean;
}

/** A column of a few texts, one of which is 1 among zeros. */
export interface CategoryColumn {
  readonly kind: "category";
  readonly name: string;
  /** In the order of their characters. */
  readonly values: readonly string[];
  /** Whether values are missing, which is one more of them, the last. Default false. */
  readonly missing?: boolean;
}

/** What a column of a table holds and how it is encoded, as JSON: with it what a model draws becomes a table again. */
export type TableColumn = NumberColumn | CategoryColumn;

/** Rows of cells, the names of the columns first. */
export type TableRows = Iterable<readonly string[]> | AsyncIterable<readonly string[]>;
