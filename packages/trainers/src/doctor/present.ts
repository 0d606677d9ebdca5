/** Whether advice still says something to a run whose setting has a value. */
export type Present = (value: unknown) => boolean;

/** A value that is none of these is one that the advice would take away. */
export const among =
  (...values: readonly unknown[]): Present =>
  (value) =>
    values.includes(value);

/** What is no number, "auto" or a schedule, may be so. */
export const above =
  (least: number): Present =>
  (value) =>
    typeof value !== "number" || value > least;

/** What is no number, "auto" or a schedule, may be so. */
export const below =
  (most: number): Present =>
  (value) =>
    typeof value !== "number" || value < most;
