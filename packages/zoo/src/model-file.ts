import {
  createRng,
  disposeModule,
  GenlabError,
  loadValues,
  type Model,
  namedVariables,
  optionsOf,
  refuseUnknown,
  requireMethods,
  toTensor,
} from "@genlab/core";
import { contentChecksum, decodeSafetensors, encodeSafetensors, type NdArray } from "@genlab/safetensors";
import { tidy } from "@tensorflow/tfjs-core";
import { createModel, type ModelConfiguration, type ModelOrigin, originOf } from "./create-model.js";
import { models } from "./models.js";
import { find } from "./recipe.js";
import { readSettings } from "./schedules.js";

const FORMAT = "genlab-model-1";

/**
 * A model as one safetensors file: its variables as tensors, by their paths, and what it is made from as metadata, with all settings, so that
 * the file outlives a change of defaults.
 *
 * @param origin what the model is made from. Default: what `createModel` or `loadModel` made it from
 * @throws GenlabError where `origin` makes another model than this one, or is left out of a model that was made otherwise; for a setting that JSON has no text for, such as a function; and
 * when a value is not finite.
 *
 * @example
 * ```ts
 * import { createModel, createRng, loadModel, saveModel } from "genlab";
 *
 * const model = createModel({ type: "vae", latent: 4, network: "dense" }, { shape: [8, 8, 1], rng: createRng(1) });
 * const bytes = await saveModel(model);
 * console.log(loadModel(bytes).phases().length); // 1
 * ```
 */
export async function saveModel(model: Model, origin = originOf(model)): Promise<Uint8Array<ArrayBuffer>> {
  requireMethods("saveModel", { model }, ["phases"], "await fit(…)");
  if (origin === undefined) {
    throw new GenlabError(
      'What the model is made from is not known. Give it: saveModel(model, { configuration: { type: "vae", latent: 8 }, shape: [28, 28, 1] }). ' +
        "Networks of your own are kept by `encodeWeights`, and loaded by `loadWeights` into a model that your code makes.",
    );
  }
  const { configuration, shape, ...others } = optionsOf("saveModel", origin);
  refuseUnknown("saveModel", others, { configuration, shape });
  const complete = { ...completed(configuration), shape };
  requireSameVariables(model, { configuration, shape });
  const arrays = new Map<string, NdArray>();
  for (const [path, variable] of namedVariables(model)) {
    const data = (await variable.data()) as Float32Array | Int32Array;
    if (!data.every(Number.isFinite)) {
      throw new GenlabError(`"${path}" holds a value that is not finite. The model was not saved.`);
    }
    arrays.set(path, { data, shape: variable.shape });
  }
  const text = JSON.stringify(complete);
  return encodeSafetensors(arrays, { format: FORMAT, model: text, checksum: contentChecksum(arrays, text) });
}

/** Options of `loadModel`. */
export interface LoadModelOptions {
  /** What errors call the file. Default `"model"`. */
  readonly name?: string;
}

/**
 * The model of a file that `saveModel` made.
 *
 * @throws GenlabError for bytes that are no such file or are damaged, by their checksum, and for values that do not fit the model.
 *
 * @example
 * ```ts
 * import { createRng, createVae, loadModel, saveModel } from "genlab";
 *
 * const origin = { configuration: { type: "vae", latent: 4, network: "dense" }, shape: [8, 8, 1] } as const;
 * const model = createVae({ shape: [8, 8, 1], latent: 4, network: "dense" }, createRng(1));
 * loadModel(await saveModel(model, origin), { name: "vae.safetensors" }); // the name is for errors
 * ```
 */
export function loadModel(bytes: Uint8Array | ArrayBuffer, options: LoadModelOptions = {}): Model {
  const { name = "model", ...others } = optionsOf("loadModel", options);
  refuseUnknown("loadModel", others, { name });
  const { arrays, metadata } = decodeSafetensors(bytes, { name });
  if (metadata.format !== FORMAT) throw new GenlabError(`${name}: ${remedyFor(metadata.format)}`);
  const { model: text = "", checksum } = metadata;
  if (checksum !== undefined && checksum !== contentChecksum(arrays, text)) {
    throw new GenlabError(
      `${name}: the file is damaged: its checksum is ${contentChecksum(arrays, text)}, and ${checksum} is noted in it. ` +
        'Take a copy of it; or, if it was changed on purpose, take "checksum" out of its metadata.',
    );
  }
  const { shape, ...configuration } = parsed(text, name);
  const model = createModel(configuration, { shape, rng: createRng(0) });
  try {
    tidy(() => {
      const values = [...arrays].map(([path, array]) => [path, toTensor(array as never, `"${path}"`)] as const);
      loadValues(model, new Map(values));
    });
  } catch (error) {
    disposeModule(model);
    throw error;
  }
  return model;
}

const remedyFor = (format: string | undefined) =>
  format === undefined
    ? `it does not say what model it is of. Create the model, and load values with \`loadValues\`.`
    : `the format is "${format}", not "${FORMAT}". A checkpoint of a run is opened by \`genlab\`, whose export writes such a file.`;

/** A configuration with every setting that it leaves to a default. */
function completed(configuration: ModelConfiguration): object {
  const { entry, given, owner } = find("model", models, configuration);
  const filled = readSettings<typeof entry.settings>(owner, entry.settings, given);
  const settings = Object.entries({ ...filled, ...given });
  const [unsaid] = settings.find(([, value]) => typeof value === "function") ?? [];
  if (unsaid !== undefined) {
    throw new GenlabError(
      `"${unsaid}" of ${owner} is a function, which no file can hold. Keep the values with \`encodeSafetensors\`, and create the model in code.`,
    );
  }
  return { type: configuration.type, ...Object.fromEntries(settings) };
}

function requireSameVariables(model: Model, { configuration, shape }: ModelOrigin): void {
  const twin = createModel(configuration, { shape, rng: createRng(0) });
  try {
    loadValues(twin, new Map(namedVariables(model))); // names what differs
  } finally {
    disposeModule(twin);
  }
}

function parsed(text: string, name: string): ModelConfiguration & Pick<ModelOrigin, "shape"> {
  try {
    return JSON.parse(text);
  } catch {
    throw new GenlabError(`${name}: the metadata field "model" is not JSON. The file is damaged.`);
  }
}
