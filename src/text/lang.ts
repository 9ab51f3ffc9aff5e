/** The languages of everything that people read; Chinese is the master. */
export type Lang = 'zh' | 'en';

/** Whether a word names a language. */
export const isLang = (word: string | undefined): word is Lang => word === 'zh' || word === 'en';
