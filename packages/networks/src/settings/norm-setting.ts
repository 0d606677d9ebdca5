import { orAuto, setting } from "@genlab/core";
import type { Norm } from "../norm.js";

/** The setting of a norm: a maker of layers, or "auto" for what the network has by itself. */
export const normSetting = (about: string) =>
  orAuto(
    setting<Norm>({
      about,
      expected: "a function, such as (channels) => new BatchNorm({ channels })",
      accepts: (value) => typeof value === "function",
    }),
  );
