/** A wheel of TensorFlow, as the Python Package Index has it. */
export interface Wheel {
  readonly name: string;
  /** Where it lies there. */
  readonly url: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** What a wheel was built for. */
export type WheelKind = "cpu" | "gpu";

const PYPI = "https://files.pythonhosted.org/packages/";

/**
 * Wheels by platform and kind. Python's version in a name means nothing here: the library is the same in all. A platform that is not listed has
 * wheels whose checksums are not known here; they are installed from a file.
 */
export const wheels: Readonly<Record<string, Readonly<Partial<Record<WheelKind, Wheel>>>>> = {
  "linux-x64": {
    cpu: {
      name: "tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl",
      url: `${PYPI}59/03/9a99555a762de8cd4a405efbd39a732d926d8e58791441889560b7675b3e/`,
      sha256: "2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c",
      bytes: 273_829_956,
    },
    gpu: {
      name: "tensorflow-2.21.0-cp313-cp313-manylinux_2_27_x86_64.whl",
      url: `${PYPI}86/6c/10d075ffc09754c7f10e749ba3c9d46dd809fb007990c7f788128044180c/`,
      sha256: "e9d8da8dcab9650efb45f032ba70af2f016f907e6e0c6bda29dd101bba945406",
      bytes: 572_881_074,
    },
  },
};
