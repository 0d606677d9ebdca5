import { digits as en } from "../words/en/digits.js";
import { inLanguage } from "../words/in-language.js";
import { digits as zh } from "../words/zh/digits.js";

export const words = inLanguage({ en, zh });
