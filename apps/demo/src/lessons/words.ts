import { lessons as en } from "../words/en/lessons.js";
import { inLanguage } from "../words/in-language.js";
import { lessons as zh } from "../words/zh/lessons.js";

export const words = inLanguage({ en, zh });
