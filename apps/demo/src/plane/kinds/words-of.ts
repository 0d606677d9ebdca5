import type { WordFacts } from "../../zoo/setting-facts.js";
import type { WordSetting } from "./setting.js";

/** All words of a model's setting: `wordsOf(modelSettings.gan.game)`. */
export const wordsOf = <Word extends string>({ words, default: initial }: WordFacts<Word>): WordSetting<Word> => ({
  initial,
  words,
});
