import { defineConfig } from "vite";

export default defineConfig({
  base: "./", // the folder may be served from anywhere
  worker: { format: "es" }, // so that a worker loads its backend when it knows which
  build: { target: "es2022", sourcemap: true },
});
