import { playwright } from "@vitest/browser-playwright";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import { findChromium, howToGetChromium } from "./scripts/find-chromium.js";

const node: TestProjectInlineConfiguration = {
  test: {
    name: "node",
    include: ["packages/*/test/**/*.test.ts", "apps/*/test/**/*.test.ts"],
    exclude: ["**/*.browser.test.ts"],
    setupFiles: ["vitest.setup.ts"],
    testTimeout: 120_000,
  },
};

const browser = (executablePath: string): TestProjectInlineConfiguration => ({
  // bundled before the first test: a package found later would reload the page
  optimizeDeps: {
    include: [
      "@tensorflow/tfjs-core",
      "@tensorflow/tfjs-backend-cpu",
      "@tensorflow/tfjs-backend-webgl",
      "@tensorflow/tfjs-backend-webgpu",
    ],
  },
  test: {
    name: "browser",
    isolate: false, // one page for all files, where shaders are compiled once
    include: ["packages/*/test/**/*.browser.test.ts"],
    setupFiles: ["vitest.setup.ts", "vitest.browser-setup.ts"],
    testTimeout: 120_000,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({
        launchOptions: {
          executablePath,
          args: [
            // WebGL 2 and WebGPU without a GPU, and the same numbers with one
            "--use-angle=swiftshader",
            "--disable-gpu-watchdog", // a busy machine is no hang
            "--enable-unsafe-webgpu",
            "--use-webgpu-adapter=swiftshader",
            "--enable-features=Vulkan",
          ],
        },
      }),
      // every test on both, each in a Chromium of its own
      instances: (["webgl", "webgpu"] as const).map((name) => ({
        browser: "chromium",
        name: `browser (${name})`,
        provide: { backend: name },
      })),
    },
  },
});

const chromium = findChromium();
if (!chromium) console.warn(`Browser tests are left out: the project "browser" ${howToGetChromium}.`);

export default defineConfig({ test: { projects: chromium ? [node, browser(chromium)] : [node] } });
