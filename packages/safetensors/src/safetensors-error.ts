import { GenlabError } from "@genlab/base";

/** Says which file and tensor cannot be read or written, the values found, what was expected and what to do. */
export class SafetensorsError extends GenlabError {
  override readonly name = "SafetensorsError";
}
