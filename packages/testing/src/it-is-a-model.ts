/** What every model promises. */
export function itIsAModel(): void {
  throw new Error("not written yet");
}
