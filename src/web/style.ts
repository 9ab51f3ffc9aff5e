/** The look of all pages: on a phone with one thumb, on an old screen at a site, on A4. Nothing from elsewhere. */
export const WEB_STYLE = `
:root{--ink:#1a222d;--soft:#525c6b;--line:#d5dae1;--paper:#fff;--field:#fff;--band:#f3f5f8;--main:#14538f;--on-main:#fff;--bad:#a8200d;--good:#176b3a;--warn:#7a4b00;--warn-bg:#fff3d6}
@media (prefers-color-scheme:dark){:root{--ink:#e8ecf1;--soft:#a8b3c1;--line:#3a4452;--paper:#12171e;--field:#1b222b;--band:#1b222b;--main:#8cc2f5;--on-main:#0b1d30;--bad:#ff9a8a;--good:#7fd8a3;--warn:#ffd48a;--warn-bg:#3a2c0c}}
*{box-sizing:border-box}
body{margin:0;color:var(--ink);background:var(--paper);font:16px/1.5 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;overflow-wrap:anywhere}
.big body{font-size:20px}
main,.top,footer{max-width:64rem;margin:0 auto;padding:.6rem 1rem}
main:focus{outline:0}
h1{font-size:1.35rem;line-height:1.3;margin:.4rem 0 .8rem}
h2{font-size:1.1rem;margin:1.6rem 0 .5rem;padding-bottom:.2rem;border-bottom:1px solid var(--line)}
h3{font-size:1rem;margin:0 0 .2rem}
p{margin:.3rem 0}
small,.soft{color:var(--soft);font-size:.875rem}
a{color:var(--main)}
.skip{position:absolute;left:-999em}.skip:focus{left:1rem;top:.3rem;background:var(--paper);padding:.3rem}
.top{display:flex;flex-wrap:wrap;align-items:center;gap:.2rem .9rem;border-bottom:1px solid var(--line)}
.brand{font-size:1.1rem}
.top nav ul{display:flex;flex-wrap:wrap;gap:0 .3rem;list-style:none;margin:0;padding:0}
.top nav a{display:block;padding:.6rem .5rem;text-decoration:none}
.top nav a[aria-current]{font-weight:700;border-bottom:3px solid var(--main)}
.end{margin-left:auto;display:flex;align-items:center;gap:.8rem}
.end a{padding:.6rem 0}
.top form{margin:0}
button{font:inherit;min-height:44px;padding:.5rem 1.1rem;border:1px solid var(--main);border-radius:6px;background:var(--main);color:var(--on-main);cursor:pointer}
button.soft{background:transparent;color:var(--main);font-size:1rem}
button.bad{background:transparent;color:var(--bad);border-color:var(--bad)}
button.plain{border:0;background:none;color:var(--main);padding:.5rem 0;text-decoration:underline}
button:focus-visible,a:focus-visible,input:focus-visible,select:focus-visible,textarea:focus-visible,summary:focus-visible{outline:3px solid var(--warn);outline-offset:2px}
input,select,textarea{font:inherit;width:100%;min-height:44px;padding:.5rem .6rem;border:1px solid var(--soft);border-radius:6px;background:var(--field);color:var(--ink)}
input[type=radio],input[type=checkbox]{width:1.4rem;height:1.4rem;min-height:0;flex:none;margin:0}
.field{margin:.7rem 0}
.field label,legend{display:block;font-weight:600;margin-bottom:.2rem}
.field b,legend b{color:var(--bad)}
.field input,.field select,.field textarea{font-weight:400;margin-top:.2rem}.field small{font-weight:400}
.radio,.field .radio{display:flex;align-items:center;gap:.6rem;min-height:44px;font-weight:400}
fieldset{border:1px solid var(--line);border-radius:6px;margin:.7rem 0;padding:.3rem .8rem}
.act{max-width:32rem}
.act button{width:100%;margin-top:.4rem}
details{border:1px solid var(--line);border-radius:6px;margin:.6rem 0;padding:0 .8rem}
details[open]{padding-bottom:.8rem}
summary{min-height:44px;display:flex;align-items:center;cursor:pointer;font-weight:600}
.cards{list-style:none;margin:0;padding:0}
.cards>li{border:1px solid var(--line);border-left:6px solid var(--soft);border-radius:6px;margin:.6rem 0;padding:.6rem .8rem}
.cards>li.late{border-left-color:var(--bad)}.cards>li.soon{border-left-color:var(--warn)}.cards>li.done{border-left-color:var(--good)}
.cards h2{border:0;padding:0;margin:0 0 .2rem;font-size:1.05rem}
.step{display:flex;align-items:center;min-height:44px;font-weight:600}
.cards h3 a{display:inline-block;padding:.15rem 0}
.late-word{color:var(--bad);font-weight:700}
.good-word{color:var(--good);font-weight:700}
.tag{display:inline-block;border:1px solid var(--line);border-radius:4px;padding:0 .4rem;font-size:.85rem;color:var(--soft);white-space:nowrap}
.drill{color:var(--warn);border-color:var(--warn)}
.code{font:700 1.05em/1.4 ui-monospace,Consolas,"DejaVu Sans Mono",monospace;letter-spacing:.06em;white-space:nowrap}
.facts{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:.5rem 0}
.facts dt{color:var(--soft)}.facts dd{margin:0}
.said{border:1px solid var(--line);border-left:6px solid var(--main);border-radius:6px;background:var(--band);padding:.6rem .9rem;margin:.8rem 0}
.said.bad{border-left-color:var(--bad)}.said.good{border-left-color:var(--good)}.said.warn{border-left-color:var(--warn);background:var(--warn-bg)}
.readback{font-size:1.25rem;line-height:1.6}
.tabs{display:flex;flex-wrap:wrap;gap:.3rem;list-style:none;padding:0;margin:.4rem 0}
.tabs a{display:block;padding:.55rem .9rem;border:1px solid var(--line);border-radius:6px;text-decoration:none}
.tabs a[aria-current]{background:var(--main);color:var(--on-main);border-color:var(--main)}
.row{display:flex;flex-wrap:wrap;gap:.6rem;align-items:end}
.row .field{flex:1 1 12rem;margin:.2rem 0}.row button{width:auto}
.chain{list-style:none;margin:.4rem 0;padding:0;border-left:3px solid var(--line)}
.chain li{padding:.2rem .8rem;position:relative}
.chain li.next{border-left:3px solid var(--warn);margin-left:-3px;font-weight:600}
.history td:first-child{white-space:nowrap}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.4rem .5rem;border-bottom:1px solid var(--line)}
th{color:var(--soft);font-weight:600}
.scroll{overflow-x:auto}
.wide{overflow-wrap:anywhere;font-family:ui-monospace,Consolas,monospace}
footer{color:var(--soft);font-size:.875rem;border-top:1px solid var(--line);margin-top:2rem}
.people{display:flex;flex-wrap:wrap;gap:.6rem;list-style:none;margin:.4rem 0;padding:0}
.people a{display:block;padding:.8rem 1.2rem;border:1px solid var(--main);border-radius:6px;text-decoration:none;font-weight:600}
.sheet{background:#fff;color:#000;border:1px solid #999;padding:10mm;max-width:190mm}
.sheet h2{border:0;margin:0 0 3mm}
.sheet .lines{display:grid;grid-template-columns:repeat(4,1fr);gap:0 6mm;margin:4mm 0;padding:0;list-style:none}
.sheet .lines li{border-bottom:1px dotted #777;padding:2.2mm 0;display:flex;justify-content:space-between;gap:2mm}
.sheet .lines i{font-style:normal;color:#333;min-width:2em}
.fold{border-top:1px dashed #555;text-align:center;color:#333;font-size:9pt;margin:6mm 0}
.fold span{position:relative;top:-.8em;background:#fff;padding:0 3mm}
@media (max-width:640px){
main,.top,footer{padding:.5rem .8rem}
.top nav{order:3;width:100%}
.facts{grid-template-columns:6.5em 1fr}
table.stack,.stack tbody,.stack tr,.stack td{display:block}
.stack thead{position:absolute;left:-999em}
.stack tr{border:1px solid var(--line);border-radius:6px;margin:.5rem 0;padding:.4rem .7rem}
.stack td{display:grid;grid-template-columns:6em 1fr;gap:.5rem;border:0;padding:.1rem 0}
.stack td.none{display:none}
.stack td::before{content:attr(data-head);color:var(--soft)}
.act{max-width:none}
.sheet{padding:4mm}.sheet .lines{grid-template-columns:repeat(2,1fr)}
}
@page{size:A4;margin:12mm}
@media print{
.top,footer,.skip,.screen{display:none!important}
body{font-size:11pt;background:#fff;color:#000}
main{max-width:none;padding:0}
h1{display:none}
.sheet{border:0;padding:0;max-width:none;break-inside:avoid}
.apart{break-before:page}
}
`.trim();
