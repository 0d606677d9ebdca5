/** Gathers `log 1/k Σ exp(wₖ)` from one w after the other, without overflow: the sum is kept relative to the largest. */
export class LogMeanExponential {
  private largest = Number.NEGATIVE_INFINITY;
  private sum = 0;
  private count = 0;

  add(w: number): void {
    this.count += 1;
    if (w === Number.NEGATIVE_INFINITY) return;
    if (w > this.largest) {
      this.sum *= Math.exp(this.largest - w);
      this.largest = w;
    }
    this.sum += Math.exp(w - this.largest);
  }

  value(): number {
    return this.largest + Math.log(this.sum / this.count);
  }
}
