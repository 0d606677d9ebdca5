import { defineConfig } from "vite";

export default defineConfig({
  base: "./", // the folder may be served from anywhere
  worker: { format: "es" }, // so that a worker loads its backend when it knows which
  build: { target: "es2022", sourcemap: true, rolldownOptions: { output: { chunkFileNames } } },
});

/** The chunk of a page is named by its folder. */
function chunkFileNames({ facadeModuleId }: { readonly facadeModuleId: string | null }): string {
  const page = /src\/(\w+)\/page\.tsx$/.exec(facadeModuleId ?? "")?.[1];
  return `assets/${page ? `page-${page}` : "[name]"}-[hash].js`;
}
