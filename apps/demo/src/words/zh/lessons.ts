import type { LessonsWords } from "../en/lessons.js";
import { collapse } from "./lessons/collapse.js";
import { cure } from "./lessons/cure.js";
import { hybrid } from "./lessons/hybrid.js";
import { posterior } from "./lessons/posterior.js";
import { starve } from "./lessons/starve.js";

export const lessons: LessonsWords = {
  texts: { collapse, cure, posterior, starve, hybrid },
  list: "课程",
  figure: "正在学习的模型",
  key: {
    heat: "蓝点是数据，橙点是样本。底色偏蓝的地方，判别器认为是真的；偏橙的地方，它认为是假的。",
    codes: "蓝点是数据，橙点是样本，绿网是编码空间经过解码后的样子。小图中每个椭圆是一个点的编码，虚线是先验。",
  },
  seed: (seed) => `种子 ${seed}`,
  progress: "训练进度",
  stepOf: (step) => `第 ${step} 步`,
  chartTitles: {
    modes: "触及的模式数（共 8 个）",
    onMode: "落在模式上的样本比例",
    kl: "KL（奈特）",
    gradients: "生成器各层梯度的范数（按数量级）",
  },
  chartOf: (title, models) => `${models.join("和")}的${title}随步数的变化`,
  layer: "层",
  layerOf: (layer, count) => (layer === 1 ? "1（靠近噪声）" : layer === count ? `${layer}（靠近数据）` : `${layer}`),
  report: (step, models) => `第 ${step} 步。${models}`,
  tryIt: "试一试",
  answer: "你应该看到",
  onward: "接下来",
  inPlayground: "在游乐场中打开这次训练",
  nextLesson: (title) => `下一课：${title}`,
};
