import { GenlabError } from "@genlab/core";
import { tensorflowVersion } from "@genlab/tensorflow/node";
import { requireInstalled } from "../optional.js";
import { installedTensorflow } from "./installed-tensorflow.js";

/** The path of TensorFlow's own library, which opens here. */
export async function loadTensorflow(): Promise<string> {
  const library = installedTensorflow();
  if (library === undefined) throw new GenlabError("not installed; `genlab engines install tensorflow` fetches it");
  requireInstalled("koffi");
  await tensorflowVersion(library);
  return library;
}
