/**
 * What shaders call by name. A shader may compute as if no number were infinite or NaN, so that NaN is told by its bits, and the functions
 * of WGSL may be as far off as 2⁻¹¹, or overflow on the way (https://www.w3.org/TR/WGSL/#floating-point-accuracy).
 */
const FUNCTIONS: Readonly<Record<string, string>> = {
  // variables: a constant of these bits would be refused
  infinityOf: `var<private> infinityBits: u32 = 0x7f800000u;
fn infinityOf() -> f32 { return bitcast<f32>(infinityBits); }`,
  nanOf: `var<private> nanBits: u32 = 0x7fc00000u;
fn nanOf() -> f32 { return bitcast<f32>(nanBits); }`,
  isNanOf: "fn isNanOf(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u; }",
  isInfOf: "fn isInfOf(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) == 0x7f800000u; }",
  maximumOf: "fn maximumOf(a: f32, b: f32) -> f32 { return select(max(a, b), a + b, isNanOf(a) || isNanOf(b)); }",
  minimumOf: "fn minimumOf(a: f32, b: f32) -> f32 { return select(min(a, b), a + b, isNanOf(a) || isNanOf(b)); }",
  expOf: "fn expOf(x: f32) -> f32 { return select(exp(x), x, isNanOf(x)); }",
  // as @genlab/wasm has it: S. L. Moshier, Cephes
  logOf: `fn logOf(x: f32) -> f32 {
  let normal = max(x, 1.17549435e-38f);
  let bits = bitcast<u32>(normal);
  let m = bitcast<f32>((bits & 0x007fffffu) | 0x3f000000u);
  let isLow = m < 0.70710678f;
  let e = f32(i32(bits >> 23u) - 126) - select(0f, 1f, isLow);
  let r = (m - 1f) + select(0f, m, isLow);
  let s = r * r;
  var p = 7.0376836292e-2f;
  p = p * r - 0.1151461031f;
  p = p * r + 0.116769987f;
  p = p * r - 0.12420140846f;
  p = p * r + 0.14249322787f;
  p = p * r - 0.16668057665f;
  p = p * r + 0.20000714765f;
  p = p * r - 0.24999993993f;
  p = p * r + 0.33333331174f;
  let y = ((p * r * s - e * 2.1219444e-4f) - 0.5f * s) + r + e * 0.693359375f;
  if (isNanOf(x) || x < 0f) { return nanOf(); }
  if (x == 0f) { return -infinityOf(); }
  return select(y, x, isInfOf(x));
}`,
  sigmoidOf: "fn sigmoidOf(x: f32) -> f32 { return select(1f / (1f + exp(min(-x, 88f))), x, isNanOf(x)); }",
  softplusOf: "fn softplusOf(x: f32) -> f32 { return maximumOf(x, 0f) + logOf(1f + expOf(-abs(x))); }",
  // the quotient that Eigen and XLA have
  tanhOf: `fn tanhOf(x: f32) -> f32 {
  let c = clamp(x, -7.9053111f, 7.9053111f);
  let s = c * c;
  var p = -2.76076847742355e-16f;
  p = p * s + 2.00018790482477e-13f;
  p = p * s - 8.60467152213735e-11f;
  p = p * s + 5.12229709037114e-8f;
  p = p * s + 1.48572235717979e-5f;
  p = p * s + 6.37261928875436e-4f;
  p = p * s + 4.89352455891786e-3f;
  var q = 1.19825839466702e-6f;
  q = q * s + 1.18534705686654e-4f;
  q = q * s + 2.268434632439e-3f;
  q = q * s + 4.89352518554385e-3f;
  return select(c * p / q, x, isNanOf(x));
}`,
  // M. Abramowitz, I. Stegun, Handbook of Mathematical Functions, 7.1.26, as tfjs has it
  erfOf: `fn erfOf(x: f32) -> f32 {
  let a = abs(x);
  let t = 1f / (1f + 0.3275911f * a);
  let p = ((((1.061405429f * t - 1.453152027f) * t + 1.421413741f) * t - 0.284496736f) * t + 0.254829592f) * t;
  return select(select(1f, -1f, x < 0f) * (1f - p * exp(-min(a * a, 80f))), x, isNanOf(x));
}`,
  powOf: `fn powOf(x: f32, y: f32) -> f32 {
  if (y == 0f) { return 1f; }
  if (x == 0f) { return select(0f, infinityOf(), y < 0f); }
  let size = expOf(y * logOf(abs(x)));
  if (x > 0f || isNanOf(x)) { return select(size, x, isNanOf(x)); }
  if (floor(y) != y) { return nanOf(); }
  return select(size, -size, floor(0.5f * y) * 2f != y);
}`,
  // π/2 in three parts, of which the products of the first two with a small whole number are exact; powers: S. L. Moshier, Cephes
  sineOf: `fn sineOf(x: f32, quarters: i32) -> f32 {
  let n = round(x * 0.636619772f);
  let r = ((x - n * 1.5703125f) - n * 4.837512969970703125e-4f) - n * 7.54978995489188216e-8f;
  let z = r * r;
  let s = ((-1.9515295891e-4f * z + 8.3321608736e-3f) * z - 1.6666654611e-1f) * z * r + r;
  let c = ((2.443315711809948e-5f * z - 1.388731625493765e-3f) * z + 4.166664568298827e-2f) * z * z - 0.5f * z + 1f;
  let q = u32(i32(n) + quarters) & 3u;
  return select(1f, -1f, q > 1u) * select(s, c, (q & 1u) == 1u);
}`,
  atanOf: `fn atanOf(x: f32) -> f32 {
  let a = abs(x);
  let isHigh = a > 2.414213562f;
  let isMiddle = a > 0.414213562f && !isHigh;
  let t = select(select(a, (a - 1f) / (a + 1f), isMiddle), -1f / a, isHigh);
  let z = t * t;
  let p = (((8.05374449538e-2f * z - 1.38776856032e-1f) * z + 1.99777106478e-1f) * z - 3.33329491539e-1f) * z * t + t;
  let y = p + select(select(0f, 0.785398163f, isMiddle), 1.570796327f, isHigh);
  return select(select(y, -y, x < 0f), x, isNanOf(x));
}`,
  asinOf: `fn asinOf(x: f32) -> f32 {
  if (abs(x) > 1f) { return nanOf(); }
  if (abs(x) == 1f) { return x * 1.570796327f; }
  return atanOf(x / sqrt((1f - x) * (1f + x)));
}`,
  sinhOf: `fn sinhOf(x: f32) -> f32 {
  let z = x * x;
  let e = expOf(x);
  return select(0.5f * (e - 1f / e), x + x * z * (0.166666667f + z * (8.33333333e-3f + z * 1.98412698e-4f)), abs(x) < 0.8f);
}`,
  coshOf: "fn coshOf(x: f32) -> f32 { let e = expOf(x); return 0.5f * (e + 1f / e); }",
  asinhOf: `fn asinhOf(x: f32) -> f32 {
  let y = logOf(abs(x) + sqrt(x * x + 1f));
  return select(y, -y, x < 0f);
}`,
};

/** The functions that a text calls, and those that these call. */
export function functionsOf(text: string): string {
  const found = new Set<string>();
  const pending = [text];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const [, name] of next.matchAll(/\b([a-z]\w*Of)\(/g)) {
      if (found.has(name!)) continue;
      found.add(name!);
      pending.push(FUNCTIONS[name!]!);
    }
  }
  return [...found].map((name) => FUNCTIONS[name]).join("\n");
}
