import { CApi } from "../native/c-api.js";
import { openLibrary } from "./open-library.js";

/**
 * The version of TensorFlow's library at a path, `2.21.0`. Opens it, and starts nothing.
 *
 * @throws GenlabError where `koffi` is not installed, the library is not there or is none.
 */
export async function tensorflowVersion(library: string): Promise<string> {
  const { koffi } = await openLibrary(library);
  return new CApi(koffi, library).version;
}
