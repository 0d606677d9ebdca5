import type { PlaneWords } from "../en/plane.js";

const parts: Readonly<Record<string, string>> = {
  data: "数据",
  noise: "噪声",
  loss: "损失",
  encoder: "编码器",
  decoder: "解码器",
  generator: "生成器",
  discriminator: "判别器",
  autoencoder: "自编码器",
  vae: "VAE",
};

const points = { samples: "样本", reconstructions: "重建", codes: "编码" } as const;

export const plane: PlaneWords = {
  modes: "触及的模式",
  modesHint:
    "1000 个点中只要有一个落在某模式三个标准差之内，就算触及该模式。一团不落在任何模式上的点也会触及全部模式：要看落在模式上的比例。",
  modesOf: (found, modes) => `${found} / ${modes}`,
  highQuality: "落在模式上",
  distance: "与数据的距离",
  baseline: "数据与另一批数据",
  distanceHint: "1000 个点与 1000 个数据点的詹森–香农距离：0 相同，1 完全分离。两批数据之间的距离也不是 0。",
  ofReconstructions: "针对重建，不是样本",
  starting: "正在启动…",
  failed: (reason) => `已停止：${reason}`,
  recovered: (step) => `图形上下文丢失。从第 ${step} 步继续。`,
  dataPicture: (name, step, sees) => `${name}，训练 ${step} 步后。${sees}`,
  seesModes: (are, { found, modes, highQuality }, distance) =>
    `${Math.round(100 * highQuality)} % 的${points[are]}落在数据的模式上，触及 ${modes} 个中的 ${found} 个；距离为 ${distance}。`,
  seesDistance: (are, distance) => `${points[are]}与数据的距离为 ${distance}。`,
  outside: (are, share) => `${Math.round(100 * share)} % 的${points[are]}在图外`,
  codesPicture: (name) => `${name}：编码器把数据放在先验的何处。`,
  codesJudged: (name) => `${name}：编码空间，蓝色处判别器把生成的点当作数据，橙色处认为是生成的。`,
  touchedPoint: (at) => `点 ${at}`,
  touchedCode: (code) => `编码 ${code}`,
  touchedImage: (image) => `生成 ${image}`,
  takenForData: (percent) => `当作数据：${percent} %`,
  judged: (value) => `评判 ${value}`,
  partOf: (name) => parts[name] ?? name,
  gradientOf: (norm) => `梯度 ${norm}`,
  movedBy: (norm) => `被更新，梯度范数 ${norm}`,
  flowOf: (from, to) => `${from} → ${to}`,
  circuitOf: (name, phase, list, loss) => `${name}，阶段：${phase}。${list}。损失 ${loss}`,
};
