import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type ModelRecipe, sentenceOf } from "@genlab/core";
import { models } from "@genlab/zoo";
import { describe, expect, it } from "vitest";

describe.each(Object.entries<ModelRecipe>(models))(
  "settings of %s",
  (_, { description, paper, settings, stages = {} }) => {
    it("are said in one sentence or two each, and so is the model", () => {
      expect(description).toMatch(/^[A-Z][^.\n]*$/);
      expect(paper).toMatch(/^(none|https:\/\/\S+(, https:\/\/\S+)*)$/);
      for (const [name, { about, expected, source }] of Object.entries(settings)) {
        expect(about, name).toMatch(/^[A-Z`"][^\n]*\.$/);
        expect(expected, name).not.toMatch(/[.\n]$/);
        if (source !== undefined) expect(source, name).not.toMatch(/[.\n]$/);
      }
    });

    it("count the steps of stages, which leave some of a run for the last", () => {
      for (const name of Object.keys(stages)) expect(settings[name]?.accepts(500), name).toBe(true);
      expect(Object.values(stages).reduce<number>((sum, share = 0) => sum + share, 0)).toBeLessThan(1);
    });

    it("accept their own defaults", () => {
      for (const [name, setting] of Object.entries(settings)) {
        if ("default" in setting) expect(setting.accepts(setting.default), name).toBe(true);
        expect(setting.accepts(undefined), name).toBe(false);
        expect(setting.accepts({}), name).toBe(false);
      }
    });
  },
);

// what an editor shows where an option is given comes from there
it("stand in the declarations of a package", async () => {
  const path = fileURLToPath(new URL("../../hybrid/dist/wae-gan.d.ts", import.meta.url));
  const { settings } = models["wae-gan"];
  expect(await readFile(path, "utf8")).toContain(
    `/** ${sentenceOf(settings.divergenceWeight)} */ divergenceWeight: import("@genlab/core").OptionalSetting<number, number>;`,
  );
});
