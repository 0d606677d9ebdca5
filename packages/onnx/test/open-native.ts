import koffi from "koffi";
import { type Koffi, type Ort, openOnnxRuntime } from "../src/index.js";
import { findLibrary } from "../src/node.js";

/** ONNX Runtime by the C interface of the library that `onnxruntime-node` brings. */
export const openNative = (): Ort => openOnnxRuntime({ koffi: koffi as unknown as Koffi, library: findLibrary() });
