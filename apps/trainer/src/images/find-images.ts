import { type FoundImages, findImages as find, imageKinds } from "@genlab/data/node";
import { forCaller } from "../terminal/caller.js";

/** The images at a place, which errors call what the caller would. */
export const findImages = (place: string, kinds: readonly string[] = imageKinds): Promise<FoundImages> =>
  find(place, { name: forCaller(place), kinds });
