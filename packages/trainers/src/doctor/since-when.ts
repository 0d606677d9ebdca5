export interface Patience {
  /** Records in a row. Default 3. */
  readonly records?: number;
  /** Steps from the first of them to the last. Default 200. */
  readonly steps?: number;
}

/** The first of the records, in a row up to the last, of which something is so: if they are many enough, and far enough apart. */
export function sinceWhen<Of extends { readonly step: number }>(
  records: readonly Of[],
  isSo: (record: Of) => boolean,
  { records: least = 3, steps = 200 }: Patience = {},
): Of | undefined {
  const end = records.findLastIndex((record) => !isSo(record)) + 1;
  const first = records[end];
  if (!first || records.length - end < least) return undefined;
  return records.at(-1)!.step - first.step >= steps ? first : undefined;
}
