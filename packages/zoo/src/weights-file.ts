import {
  GenlabError,
  type Module,
  namedVariables,
  numbersOf,
  optionsOf,
  refuseUnknown,
  requireOneOf,
} from "@genlab/core";
import { type PytorchVariable, pytorchLayout } from "@genlab/layers";
import { decodeSafetensors, encodeSafetensors, type NdArray } from "@genlab/safetensors";
import { tensor, tidy, type Variable } from "@tensorflow/tfjs-core";
import { partsOf, type WeightNames } from "./weight-names.js";

/** How values lie in a file: by the paths and in the shapes of GenLab, or as a PyTorch module's `state_dict` has them. */
export type WeightLayout = "genlab" | "pytorch";

export interface EncodeWeightsOptions {
  /** Default "genlab". */
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

/**
 * The values of a module as a safetensors file: `torch.load_state_dict(safetensors.torch.load(bytes))` takes those of the layout "pytorch".
 *
 * @throws GenlabError for options that there are not, and for "pytorch" of a layer that has no known layout there.
 */
export async function encodeWeights(
  module: Module,
  options: EncodeWeightsOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const { names, layout = names ? "pytorch" : "genlab", ...others } = optionsOf("encodeWeights", options);
  refuseUnknown("encodeWeights", others, { layout, names });
  requireOneOf("encodeWeights", { layout }, ["genlab", "pytorch"]);
  const variables = namedVariables(module);
  const arrays = new Map<string, NdArray>();
  for (const { path, name, shape, view, axes } of placesOf(module, layout)) {
    const values = (await variables.get(path)!.data()) as Float32Array | Int32Array;
    const data = permuted(values, view, axes);
    for (const { name: part, start, end } of partsOf(name, shape, names)) {
      const row = data.length / (shape[0] ?? 1);
      const cut = shape.length === 0 ? data : data.slice(start * row, end * row);
      arrays.set(part, { data: cut, shape: shape.length === 0 ? [] : [end - start, ...shape.slice(1)] });
    }
  }
  return encodeSafetensors(arrays, layout === "pytorch" ? { format: "pt" } : { format: "genlab-weights-1" });
}

/**
 * Gives a module the values of a safetensors file, of `encodeWeights` or of a PyTorch module's `state_dict`.
 *
 * @throws GenlabError that lists every missing, unexpected and ill-shaped name; and for a file that does not say its layout, where the values would fit in
 * either, as those of square matrices do. Then nothing was assigned.
 */
export function loadWeights(module: Module, bytes: Uint8Array | ArrayBuffer, options: LoadWeightsOptions = {}): void {
  const { names, layout: asked, name = "weights", ...others } = optionsOf("loadWeights", options);
  refuseUnknown("loadWeights", others, { layout: asked, names, name });
  if (asked !== undefined) requireOneOf("loadWeights", { layout: asked }, ["genlab", "pytorch"]);
  const { arrays, metadata } = decodeSafetensors(bytes, { name });
  const given = new Map([...arrays].filter(([key]) => !key.endsWith("num_batches_tracked")));
  const layout = asked ?? (names ? "pytorch" : said(metadata.format)) ?? guessed(module, given, name);
  const places = placesOf(module, layout);
  const faults = faultsOf(places, given, names);
  if (faults !== "")
    throw new GenlabError(`${name}: the values do not fit the module, in the layout "${layout}".\n${faults}`);
  const variables = namedVariables(module);
  for (const place of places) assign(variables.get(place.path)!, place, given, names);
}

const said = (format: string | undefined): WeightLayout | undefined =>
  format === "pt" ? "pytorch" : format?.startsWith("genlab-") ? "genlab" : undefined;

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
    return { path, name: path, shape, view: shape, axes: shape.map((_, axis) => axis) };
  });
}

const MOST_LISTED = 10;

function faultsOf(places: readonly Place[], given: ReadonlyMap<string, NdArray>, names?: WeightNames): string {
  const parts = places.flatMap(({ name, shape }) =>
    partsOf(name, shape, names).map(({ name, start, end }) => ({
      name,
      shape: shape.length === 0 ? "" : [end - start, ...shape.slice(1)].join(", "),
    })),
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
  const { name, shape, view, axes } = place;
  const there = new Float32Array(variable.size);
  for (const { name: part, start } of partsOf(name, shape, names)) {
    there.set(
      numbersOf(given.get(part)!.data as ArrayLike<number>, `"${part}"`),
      (start * there.length) / (shape[0] ?? 1),
    );
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
