/** `a · b`, in four sums, which a processor adds side by side. */
export function dot(a: Float64Array, b: Float64Array): number {
  const size = a.length;
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let i = 0;
  for (; i + 3 < size; i += 4) {
    s0 += a[i]! * b[i]!;
    s1 += a[i + 1]! * b[i + 1]!;
    s2 += a[i + 2]! * b[i + 2]!;
    s3 += a[i + 3]! * b[i + 3]!;
  }
  for (; i < size; i++) s0 += a[i]! * b[i]!;
  return s0 + s1 + (s2 + s3);
}
