import { en } from './en.js';
import type { Lang } from './lang.js';
import { zh, type Texts } from './zh-CN.js';

const catalogues: Readonly<Record<Lang, Texts>> = { zh, en };

/** The catalogue of a language. */
export const texts = (lang: Lang): Texts => catalogues[lang];
