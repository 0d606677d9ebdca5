import { models as en } from "../words/en/models.js";
import { inLanguage } from "../words/in-language.js";
import { models as zh } from "../words/zh/models.js";

export const words = inLanguage({ en, zh });
