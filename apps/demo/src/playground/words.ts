import { playground as en } from "../words/en/playground.js";
import { inLanguage } from "../words/in-language.js";
import { playground as zh } from "../words/zh/playground.js";

export const words = inLanguage({ en, zh });
