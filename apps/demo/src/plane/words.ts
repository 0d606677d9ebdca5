import { plane as en } from "../words/en/plane.js";
import { inLanguage } from "../words/in-language.js";
import { plane as zh } from "../words/zh/plane.js";

export const words = inLanguage({ en, zh });
