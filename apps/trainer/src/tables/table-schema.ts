import * as z from "zod";

const count = z.int().min(1);

const columnSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("number"),
    name: z.string(),
    mean: z.number(),
    deviation: z.number().gt(0),
    quantiles: z.array(z.number()).length(65).exactOptional(),
    least: z.number(),
    most: z.number(),
    decimals: z.int().min(0).max(100),
    missing: z.boolean().exactOptional(),
  }),
  z.strictObject({
    kind: z.literal("category"),
    name: z.string(),
    values: z.array(z.string()),
    missing: z.boolean().exactOptional(),
  }),
]);

/** What a configuration says of a table. */
export const tableSchema = z.strictObject({
  type: z.literal("table"),
  path: z.string().min(1).describe("A .csv or .tsv file."),
  delimiter: z
    .string()
    .length(1)
    .exactOptional()
    .describe("What stands between cells. Default: a tab in .tsv, else what the first line has most of."),
  missing: z
    .array(z.string())
    .exactOptional()
    .describe('What stands for a missing value, besides nothing, "NA", "NaN", "null" and the like.'),
  kinds: z
    .record(z.string(), z.enum(["number", "category", "left-out"]))
    .exactOptional()
    .describe("What columns are, by their names. Default: found."),
  y: z
    .string()
    .min(1)
    .exactOptional()
    .describe("The column with the class of each row. Default: there are no classes."),
  classes: z.array(z.string()).min(1).exactOptional().describe("What the classes are called, by their index."),
  columns: z
    .array(columnSchema)
    .min(1)
    .exactOptional()
    .describe("How columns are encoded, which samples are made of again."),
  heldOut: z
    .array(z.int().min(0))
    .exactOptional()
    .describe("Indices of the rows that are held out to test on. Default: a tenth that is drawn."),
  trainedOn: count.exactOptional().describe("How many were to train on then."),
  sha256: z.string().exactOptional().describe("Of the file."),
});

export type TableConfig = z.infer<typeof tableSchema>;
