export const shell = {
  pages: { playground: "Playground", digits: "Digits", models: "Models", lessons: "Lessons" },
  navigation: "Pages",
  skip: "Skip to the content",
  theme: "Theme",
  themes: { system: "System", light: "Light", dark: "Dark" },
  language: "Language",
  languages: { en: "English", zh: "中文" },
  engine: "Engine",
  engines: { auto: "Auto", webgl: "WebGL", webgpu: "WebGPU", wasm: "WebAssembly", cpu: "JavaScript" },
  loading: "Loading…",
  failed: (reason: string) => `The page could not be loaded: ${reason}`,
  retry: "Try again",
};

export type ShellWords = typeof shell;
