/** What every loss promises. */
export function itIsALoss(): void {
  throw new Error("not written yet");
}
