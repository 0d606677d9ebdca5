import { expect, it, vi } from "vitest";
import { openSharp } from "../src/images/sharp.js";

vi.mock("sharp", () => ({ default: Object.assign(() => {}, { versions: { sharp: "0.33.5" } }) }));

it("a sharp that is too old for what is asked of it is told", async () => {
  await expect(openSharp()).rejects.toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: Images are read by the package sharp from 0.34 on, and here is 0.33.5. To have it: npx -y pnpm@12 install, in the clone]`,
  );
});
