/** Says which file and tensor cannot be read or written, the values found, what was expected and what to do. */
export class SafetensorsError extends Error {
  override readonly name = "SafetensorsError";
}
