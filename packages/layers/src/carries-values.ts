/**
 * How so many values of an axis lie here: the sizes of the axes that it is cut in, which PyTorch has the other way round. Of a flattened image they are
 * its places and its channels, of channels that a `pixelShuffle` takes the squares' places and the channels.
 */
export type ValueOrder = (size: number) => readonly number[];

/** What passes from one layer to the next. */
export interface CarriedValues {
  /** Images have their channels on the last axis here and on the first in PyTorch; features lie alike but for their order. */
  readonly kind: "images" | "features" | "unknown";
  /** Of an image's channels, or of features; `undefined` where it is not known. */
  readonly order: ValueOrder | undefined;
  /** Of images. */
  readonly channels?: number | undefined;
}

/** What a layer meets on its way. */
export interface ValueFlow {
  readonly given: CarriedValues;
  /** The order that what follows needs. */
  readonly wanted: ValueOrder;
  /** Its name, for errors. */
  readonly where: string;
  /** A part of the layer, by the field it is in. Default: nothing is known of what it is given, and nothing needed of what it gives. */
  visit(part: unknown, key: string, given?: CarriedValues, wanted?: ValueOrder): CarriedValues;
}

/** A layer of layers that tells `pytorchLayout` what each of them is given. */
export interface CarriesValues {
  /** What it gives. */
  carryValues(flow: ValueFlow): CarriedValues;
}

/** As in PyTorch. */
export const same: ValueOrder = (size) => [size];

/** From outside of what is looked at. */
export const outside: CarriedValues = { kind: "unknown", order: same };

/** Whether values lie alike: an axis of size 1 moves none. */
export function agree(a: ValueOrder, b: ValueOrder, size: number): boolean {
  const [one, other] = [a, b].map((order) => order(size).filter((length) => length > 1));
  return one!.join() === other!.join();
}

/** Of images whose channels are last. */
export function flattened({ kind, order, channels }: CarriedValues): CarriedValues {
  if (kind === "features") return { kind, order };
  if (channels === undefined || order === undefined) return { kind: "features", order: undefined };
  if (channels === 1) return { kind: "features", order: same };
  return { kind: "features", order: (size) => [size / channels, ...order(channels)] };
}

/** Of examples of this shape. */
export const valuesOf = (shape: readonly number[]): CarriedValues =>
  shape.length === 3 ? { kind: "images", order: same, channels: shape[2] } : { kind: "features", order: same };

/** What becomes images of so many channels. */
export const beforeReshape =
  (channels: number, after: ValueOrder): ValueOrder =>
  (size) => [size / channels, ...after(channels)];

/** What becomes squares of pixels. */
export const beforeShuffle =
  (factor: number, after: ValueOrder): ValueOrder =>
  (size) => [factor ** 2, ...after(size / factor ** 2)];
