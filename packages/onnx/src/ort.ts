/** What this package needs of `onnxruntime-node` or `onnxruntime-web`. The app imports one of them and hands it over. */
export interface Ort {
  readonly Tensor: new (type: OrtType, data: OrtData, dims: readonly number[]) => OrtTensor;
  readonly InferenceSession: {
    create(model: Uint8Array, options: Readonly<Record<string, unknown>>): Promise<OrtSession>;
  };
  readonly env: { readonly versions: Readonly<Record<string, string | undefined>> };
}

export type OrtType = "float32" | "int32" | "bool";
export type OrtData = Float32Array | Int32Array | Uint8Array;

export interface OrtTensor {
  readonly type: string;
  readonly data: unknown;
  readonly dims: readonly number[];
}

export interface OrtSession {
  /** What the model takes and gives. `onnxruntime-node` and `-web` tell it, from 1.21 on; the C interface does not here. */
  readonly inputMetadata?: readonly OrtValue[];
  readonly outputMetadata?: readonly OrtValue[];
  run(
    feeds: Readonly<Record<string, OrtTensor>>,
    fetches: Readonly<Record<string, OrtTensor | null>>,
  ): Promise<Readonly<Record<string, OrtTensor>>>;
  release(): Promise<void>;
}

/** An input or an output of a model; what is no tensor has neither type nor shape. */
export interface OrtValue {
  readonly name: string;
  readonly type?: string;
  /** A length that is open is a name. */
  readonly shape?: readonly (number | string)[];
}
