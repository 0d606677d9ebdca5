import { publishedDatasets } from "@genlab/data/node";
import * as z from "zod";
import { tableSchema } from "../tables/table-schema.js";

/** How many: one at least. */
export const count = z.int().min(1);

/** Points to train on. Default 10 000. */
const points = count.exactOptional();

type EmnistSplit = keyof typeof publishedDatasets.emnist.classes;

const arrayName = z.union([z.string(), z.literal(false)]).exactOptional();

/** Of each mode. Default: that of `@genlab/data`. */
const deviation = z.number().gt(0).exactOptional();

/** How images of other proportions are made to fit. */
export const fits = ["crop", "pad", "stretch"] as const;

/** What a model is trained on, and how that is read. */
export const dataSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("digits") }),
  z.strictObject({
    type: z.enum(["mnist", "fashion-mnist", "kmnist", "cifar-10", "cifar-100"]),
    folder: z
      .string()
      .min(1)
      .exactOptional()
      .describe("The folder of its files. Default: they are downloaded into the cache folder."),
  }),
  z.strictObject({
    type: z.literal("emnist"),
    folder: z.string().min(1).exactOptional(),
    split: z
      .enum(Object.keys(publishedDatasets.emnist.classes) as [EmnistSplit])
      .exactOptional()
      .describe('How characters are chosen and classes made. Default "balanced".'),
  }),
  z.strictObject({
    type: z.literal("file"),
    path: z.string().min(1).describe("A .npy, .npz, .safetensors or IDX file."),
    x: z
      .string()
      .exactOptional()
      .describe("The array to train on, by its name in the file. Default: the one whose name says it."),
    y: arrayName.describe(
      "The array of their classes, or `false` for none. Default: the one whose name says it, if there is one.",
    ),
    testX: arrayName.describe(
      "The array to test on, or `false` to hold examples out. Default: the one whose name says it, if there is one.",
    ),
    testY: arrayName.describe("The array of their classes."),
    labels: z.array(z.number()).min(1).exactOptional().describe("The label of each class, by its index."),
    shape: z
      .array(count)
      .min(1)
      .max(3)
      .exactOptional()
      .describe("Of one example: `[height, width, channels]`, or `[numbers]`. Default: that of the array."),
    layout: z
      .enum(["channels-last", "channels-first"])
      .exactOptional()
      .describe("Default: where channels are, if that is plain."),
    range: z
      .tuple([z.number(), z.number()])
      .exactOptional()
      .describe(
        "The values that are black and white in images. Default: 0 and 255 of whole numbers, 0 and 1 of others.",
      ),
    heldOut: z
      .array(z.int().min(0))
      .exactOptional()
      .describe(
        "Indices of the examples that are held out to test on. Default: a tenth that is drawn, unless the file has a part.",
      ),
    trainedOn: count.exactOptional().describe("How many were to train on then."),
    sha256: z.string().exactOptional().describe("Of the file."),
  }),
  tableSchema,
  z.strictObject({
    type: z.literal("images"),
    folder: z
      .string()
      .min(1)
      .describe(
        "Holds them, or a subfolder for each class; or the parts `train` and `val` or `test`. Or an archive, or a .txt file that has the path of one on each line, and behind a tab its class.",
      ),
    size: z
      .union([count, z.string().regex(/^[1-9]\d*x[1-9]\d*$/, "a number of pixels, or WIDTHxHEIGHT, such as 96x64")])
      .exactOptional()
      .describe('Pixels on a side, or "WIDTHxHEIGHT". Default: 32, or less where all are squares of one smaller size.'),
    fit: z
      .enum(fits)
      .exactOptional()
      .describe(
        'What becomes of images of other proportions. Default "crop": the middle is taken; "pad" adds white, "stretch" distorts.',
      ),
    mirror: z
      .boolean()
      .exactOptional()
      .describe("Half of the images of a batch, by chance, are trained on as in a mirror. Default false."),
    rotate: z
      .number()
      .gt(0)
      .max(180)
      .exactOptional()
      .describe("Each image is trained on turned by an angle that is drawn, so many degrees at most. Default: none."),
    color: z
      .number()
      .gt(0)
      .max(1)
      .exactOptional()
      .describe(
        "Brightness, contrast and saturation that are drawn, by this share more or less at most. Default: none.",
      ),
    channels: z.literal([1, 3]).exactOptional().describe("Default: 1 where all are grey, else 3."),
    heldOut: z
      .array(z.string().min(1))
      .exactOptional()
      .describe(
        'The images that are held out to test on, by their paths in the folder, with "/". Default: a tenth that is drawn, unless the folder has a part.',
      ),
    trainedOn: count.exactOptional().describe("How many were to train on then."),
    skipBad: z
      .boolean()
      .exactOptional()
      .describe("Leaves out images that cannot be read, a tenth of all at most. Default false: they are refused."),
    skipped: z
      .array(z.string().min(1))
      .exactOptional()
      .describe("The images that were left out so, by their paths in the folder."),
  }),
  z.strictObject({ type: z.literal("ring"), examples: points, standardDeviation: deviation }),
  z.strictObject({
    type: z.literal("grid"),
    examples: points,
    standardDeviation: deviation,
    spacing: z.number().gt(0).exactOptional().describe("Between neighbouring modes. Default 2."),
  }),
  z.strictObject({ type: z.enum(["swiss-roll", "moons"]), examples: points }),
  // what only a browser has: such a run can be looked at here, or trained on with other data
  z.strictObject({ type: z.literal("arrays"), shape: z.array(count).min(1) }),
  z.strictObject({
    type: z.literal("drawing"),
    strokes: z.string(),
    examples: count.exactOptional(),
    standardDeviation: z.number().gt(0).exactOptional(),
  }),
]);
