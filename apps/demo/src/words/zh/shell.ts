import type { ShellWords } from "../en/shell.js";

export const shell: ShellWords = {
  pages: { playground: "游乐场", digits: "手写数字", models: "模型", lessons: "课程" },
  navigation: "页面",
  skip: "跳到正文",
  theme: "主题",
  themes: { system: "跟随系统", light: "浅色", dark: "深色" },
  language: "语言",
  languages: { en: "English", zh: "中文" },
  engine: "引擎",
  engines: {
    auto: "自动",
    compiled: "编译的 WebAssembly",
    webgl: "WebGL",
    webgpu: "编译的 WebGPU",
    wasm: "WebAssembly",
    cpu: "JavaScript",
    faster: "编译的 WebGPU 或 WebAssembly（取较快者）",
  },
  skipped: (engine, reason, other) => `无法在此使用 ${engine}：${reason}。模型改用 ${other} 训练。`,
  reasons: {
    "this browser gives no WebGL 2": "浏览器不支持 WebGL 2",
    "this browser gives no WebGPU": "浏览器不支持 WebGPU",
    "this browser gives WebGPU in software alone": "浏览器只提供软件实现的 WebGPU",
  },
  loading: "正在加载…",
  failed: (reason) => `页面无法加载：${reason}`,
  retry: "重试",
};
