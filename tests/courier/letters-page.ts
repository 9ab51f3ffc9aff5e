import { letterHow, letterSubject } from '../../src/text/letters.js';
import { SAMPLES, sampleLine } from './letter-samples.js';

const LINK = 'https://kaowu.example/a/m4Qd81ZtKx3Vn0aRc7Ye2b';

/** `docs/letters.md`: what people get, of every kind, to be read aloud. */
export function lettersPage(): string {
  return `${[HEAD, wholeLetter(), ...Object.keys(SAMPLES).map(section)].join('\n\n')}\n`;
}

const HEAD = `# Letters 短信、邮件和群消息的文字

Written from the catalogue by \`node --import tsx tests/support/publish-letters.ts\`; a test holds this page to it. A letter has a
subject, a line for each duty, how many more there are, a link and a sentence on how to answer. The first text of each kind is whole; the second
is what a line is where its label keeps titles from leaving: it names no duty, no person and no reason. Each line ends with its short code.`;

function wholeLetter(): string {
  const names = ['escalate', 'due', 'remind'];
  return (['zh', 'en'] as const)
    .map((lang) => {
      const lines = names.map((name) => sampleLine(name, lang));
      const season = lang === 'zh' ? '岚溪县2027年中招考试' : 'Lanxi County exam 2027';
      const subject = letterSubject(lang, {
        ...{ rehearsal: false, season, lines, more: 37, isOpen: true },
      });
      const how = letterHow(lang, true, '0571-8600 1234');
      const said = lines.map(({ text, code }, n) => `> ${n + 1}. ${text} ${code}`).join('\n>\n');
      return `## ${lang === 'zh' ? 'A whole letter' : 'The same in English'}\n\n> **${subject}**\n>\n${said}\n>\n> ${LINK}\n>\n> ${how}`;
    })
    .join('\n\n');
}

function section(name: string): string {
  const said = (['zh', 'en'] as const).map((lang) => {
    const { text, bare } = sampleLine(name, lang);
    return `- ${text}\n- *${bare}*`;
  });
  return `## ${name}\n\n${said.join('\n')}`;
}
