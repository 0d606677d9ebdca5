import type { PlaneWords } from "../en/plane.js";

const points = { samples: "样本", reconstructions: "重建" } as const;

export const plane: PlaneWords = {
  modes: "找到的模式",
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
  seesModes: (are, found, modes, distance) =>
    `${points[are]}覆盖了数据 ${modes} 个模式中的 ${found} 个；距离为 ${distance}。`,
  seesDistance: (are, distance) => `${points[are]}与数据的距离为 ${distance}。`,
  codesPicture: (name, hasEncoder) => (hasEncoder ? `${name}：编码器把数据放在先验的何处。` : `${name}：编码的先验。`),
};
