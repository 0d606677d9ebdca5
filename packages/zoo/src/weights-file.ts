import {
  GenlabError,
  type Module,
  namedVariables,
  numbersOf,
  optionsOf,
  refuseUnknown,
  requireOneOf,
  sizeOf,
} from "@genlab/core";
import { type PytorchVariable, pytorchLayout } from "@genlab/layers";
import { decodeSafetensors, encodeSafetensors, type NdArray } from "@genlab/safetensors";
import { tensor, tidy, type Variable } from "@tensorflow/tfjs-core";
import { partsOf, requireNames, type WeightNames } from "./weight-names.js";

/** How values lie in a file: by the paths and in the shapes of GenLab, or as a PyTorch module's `state_dict` has them. */
export type WeightLayout = "genlab" | "pytorch";

export interface EncodeWeightsOptions {
  /** Default "genlab", and "pytorch" with `names`. */
  readonly layout?: WeightLayout;
  /** Of "pytorch": other names than those of `pytorchLayout`. Default: none. */
  readonly names?: WeightNames;
}

export interface LoadWeightsOptions {
  /** Default: what the file says, or what the shapes leave no doubt about. */
  readonly layout?: WeightLayout;
  /** Of "pytorch": other names than those of `pytorchLayout`. Default: none. */
  readonly names?: WeightNames;
  /** What errors call the file. Default "weights". */
  readonly name?: string;
}

/** Where a variable's values are in a file. */
interface Place extends PytorchVariable {
  readonly path: string;
}

interface Share {
  readonly start: number;
  readonly end: number;
}

/** Runs of values of a share of the outputs: where each starts in the whole and in the share, and how long it is. */
function eachRun(
  { shape, outputs }: Place,
  { start, end }: Share,
  take: (whole: number, own: number, length: number) => void,
): void {
  const row = sizeOf(shape.slice(outputs + 1));
  const [all, length] = [(shape[outputs] ?? 1) * row, (end - start) * row];
  for (let i = 0; i < sizeOf(shape.slice(0, outputs)); i++) take(i * all + start * row, i * length, length);
}

/**
 * The values of a module as a safetensors file: `torch.load_state_dict(safetensors.torch.load(bytes))` takes those of the layout "pytorch".
 *
 * @throws GenlabError for options that there are not, and for "pytorch" of a layer that has no known layout there.
 *
 * @example
 * ```ts
 * import { createRng, encodeWeights, Linear, loadWeights } from "genlab";
 *
 * const bytes = await encodeWeights(new Linear({ inputs: 2, outputs: 3 }, createRng(1)), { layout: "pytorch" });
 * loadWeights(new Linear({ inputs: 2, outputs: 3 }, createRng(2)), bytes); // the file says its layout
 * ```
 */
export async function encodeWeights(
  module: Module,
  options: EncodeWeightsOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const { names, layout = names ? "pytorch" : "genlab", ...others } = optionsOf("encodeWeights", options);
  refuseUnknown("encodeWeights", others, { layout, names });
  requireOneOf("encodeWeights", { layout }, ["genlab", "pytorch"]);
  refuseNames("encodeWeights", layout, names);
  const variables = namedVariables(module);
  const arrays = new Map<string, NdArray>();
  const places = placesOf(module, layout);
  requireNames(places, names);
  for (const place of places) {
    const values = (await variables.get(place.path)!.data()) as Float32Array | Int32Array;
    const data = permuted(values, place.view, place.axes);
    for (const { name, shape, start, end } of partsOf(place, names)) {
      const cut = data.slice(0, sizeOf(shape)) as typeof data;
      eachRun(place, { start, end }, (whole, own, length) => cut.set(data.subarray(whole, whole + length), own));
      arrays.set(name, { data: cut, shape });
    }
  }
  return encodeSafetensors(arrays, layout === "pytorch" ? { format: "pt" } : { format: "genlab-weights-1" });
}

/**
 * Gives a module the values of a safetensors file, of `encodeWeights` or of a PyTorch module's `state_dict`.
 *
 * @throws GenlabError that lists every missing, unexpected and ill-shaped name; and for a file that does not say its layout, where the values would fit in
 * either, as those of square matrices do. Then nothing was assigned.
 *
 * @example
 * ```ts
 * import { createRng, encodeWeights, loadWeights, mlp } from "genlab";
 *
 * const make = (seed: number) => mlp({ sizes: [2, 2] }, createRng(seed));
 * loadWeights(make(2), await encodeWeights(make(1))); // by the paths of the variables
 * ```
 */
export function loadWeights(module: Module, bytes: Uint8Array | ArrayBuffer, options: LoadWeightsOptions = {}): void {
  const { names, layout: asked, name = "weights", ...others } = optionsOf("loadWeights", options);
  refuseUnknown("loadWeights", others, { layout: asked, names, name });
  if (asked !== undefined) requireOneOf("loadWeights", { layout: asked }, ["genlab", "pytorch"]);
  const { arrays, metadata } = decodeSafetensors(bytes, { name });
  const given = new Map([...arrays].filter(([key]) => !key.endsWith("num_batches_tracked")));
  const layout = asked ?? (names ? "pytorch" : said(metadata.format)) ?? guessed(module, given, name);
  refuseNames("loadWeights", layout, names);
  const places = placesOf(module, layout);
  requireNames(places, names);
  const faults = faultsOf(places, given, names);
  if (faults !== "")
    throw new GenlabError(`${name}: the values do not fit the module, in the layout "${layout}".\n${faults}`);
  const variables = namedVariables(module);
  for (const place of places) assign(variables.get(place.path)!, place, given, names);
}

const said = (format: string | undefined): WeightLayout | undefined =>
  format === "pt" ? "pytorch" : format?.startsWith("genlab-") ? "genlab" : undefined;

function refuseNames(owner: string, layout: WeightLayout, names: WeightNames | undefined): void {
  if (layout === "pytorch" || names === undefined) return;
  throw new GenlabError(`\`names\` of ${owner} are those in PyTorch. Leave them out, or say \`layout: "pytorch"\`.`);
}

/** The one layout in which the values fit, or the one whose values are the same in both. */
function guessed(module: Module, given: ReadonlyMap<string, NdArray>, name: string): WeightLayout {
  const fits = (["genlab", "pytorch"] as const).filter((layout) => {
    try {
      return faultsOf(placesOf(module, layout), given) === "";
    } catch {
      return false; // it has a layer that has no layout there
    }
  });
  if (fits.length < 2) return fits[0] ?? "pytorch";
  const doubtful = placesOf(module, "pytorch").find(({ axes, view }) => isMoved(view, axes));
  if (!doubtful) return "genlab";
  throw new GenlabError(
    `${name}: "${doubtful.name}" [${doubtful.shape.join(", ")}] would fit as it is and transposed, and the file does not say whose it is. ` +
      'Say `layout: "pytorch"` for a state_dict of PyTorch, or `layout: "genlab"`.',
  );
}

/** Whether an order of axes moves any value. */
function isMoved(view: readonly number[], axes: readonly number[]): boolean {
  const moving = axes.filter((axis) => view[axis] !== 1);
  return moving.some((axis, i) => i > 0 && axis < moving[i - 1]!);
}

function placesOf(module: Module, layout: WeightLayout): readonly Place[] {
  if (layout === "pytorch") return [...pytorchLayout(module)].map(([path, variable]) => ({ path, ...variable }));
  return [...namedVariables(module)].map(([path, { shape }]) => {
    return { path, name: path, shape, outputs: 0, view: shape, axes: shape.map((_, axis) => axis) };
  });
}

const MOST_LISTED = 10;

function faultsOf(places: readonly Place[], given: ReadonlyMap<string, NdArray>, names?: WeightNames): string {
  const parts = places.flatMap((place) =>
    partsOf(place, names).map(({ name, shape }) => ({ name, shape: shape.join(", ") })),
  );
  const known = new Set(parts.map(({ name }) => name));
  const different = parts.flatMap(({ name, shape }) => {
    const got = given.get(name)?.shape.join(", ");
    return got === undefined || got === shape ? [] : [`${name} (expected [${shape}], got [${got}])`];
  });
  return [
    list(
      "missing",
      [...known].filter((name) => !given.has(name)),
    ),
    list(
      "unexpected",
      [...given.keys()].filter((name) => !known.has(name)),
    ),
    list("different", different),
  ]
    .filter((line) => line !== "")
    .join("\n");
}

function list(title: string, items: readonly string[]): string {
  if (items.length === 0) return "";
  const more = items.length > MOST_LISTED ? `, and ${items.length - MOST_LISTED} more` : "";
  return `  ${title}: ${items.slice(0, MOST_LISTED).join(", ")}${more}`;
}

function assign(variable: Variable, place: Place, given: ReadonlyMap<string, NdArray>, names?: WeightNames): void {
  const { view, axes } = place;
  const there = new Float32Array(variable.size);
  for (const { name, start, end } of partsOf(place, names)) {
    const values = numbersOf(given.get(name)!.data as ArrayLike<number>, `"${name}"`);
    eachRun(place, { start, end }, (whole, own, length) => there.set(values.slice(own, own + length), whole));
  }
  // the inverse order of axes
  const back = axes.map((_, axis) => axes.indexOf(axis));
  const moved = axes.map((axis) => view[axis]!);
  tidy(() => variable.assign(tensor(permuted(there, moved, back), variable.shape, variable.dtype)));
}

/** Values whose axes are `view`, in another order of the axes. */
function permuted<Values extends Float32Array | Int32Array>(
  values: Values,
  view: readonly number[],
  axes: readonly number[],
): Values {
  if (!isMoved(view, axes)) return values;
  const result = values.slice() as Values;
  const strides = view.map((_, axis) => view.slice(axis + 1).reduce((product, size) => product * size, 1));
  const sizes = axes.map((axis) => view[axis]!);
  const steps = axes.map((axis) => strides[axis]!);
  const index = sizes.map(() => 0);
  let from = 0;
  for (let i = 0; i < values.length; i++) {
    result[i] = values[from]!;
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      index[axis]! += 1;
      from += steps[axis]!;
      if (index[axis]! < sizes[axis]!) break;
      from -= steps[axis]! * sizes[axis]!;
      index[axis] = 0;
    }
  }
  return result;
}
