/** The look of a report: readable on a phone, at a desk, and on A4. No font, picture or script from anywhere. */
export const STYLE = `
:root{--ink:#1c2430;--soft:#5c6675;--line:#dfe3e8;--exam:#fbe3d6;--ordinary:#3b6fb6;--at-once:#c8452e;--watch:#2f8f83;--series:#8a63b5;--gate:#b07a10;--was:#a9b2bd}
*{box-sizing:border-box}
body{margin:0 auto;padding:1rem;max-width:76rem;color:var(--ink);background:#fff;font:16px/1.5 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif;overflow-wrap:anywhere;-webkit-print-color-adjust:exact;print-color-adjust:exact}
h1{font-size:1.4rem;line-height:1.3;margin:.2rem 0}
h2{font-size:1.15rem;margin:2rem 0 .5rem;padding-bottom:.2rem;border-bottom:2px solid var(--ink)}
h3{font-size:.95rem;margin:.9rem 0 .2rem;color:var(--soft)}
p{margin:.25rem 0}
small{color:var(--soft);font-size:.82em}
.lane small,summary small{white-space:nowrap}
figure{margin:1rem 0}
figcaption{font-weight:600;margin-bottom:.4rem}
.key{font-weight:400;font-size:.85rem;margin-left:.6rem;white-space:nowrap}
.key::before{content:"";display:inline-block;width:.8em;height:.8em;margin-right:.3em;vertical-align:-.05em;background:var(--swatch)}
.key.ordinary,.key.task{--swatch:var(--ordinary)}.key.at-once{--swatch:var(--at-once)}.key.exam{--swatch:var(--exam)}.key.watch{--swatch:var(--watch)}.key.series{--swatch:var(--series)}.key.gate{--swatch:var(--gate)}.key.was{--swatch:var(--was)}
.keys{margin:.3rem 0}.keys .key{margin:0 .8rem 0 0}
.chart{position:relative;padding-top:1.2rem}
.chart .top{position:absolute;top:0;left:0;font-size:.8rem;color:var(--soft)}
.chart svg{display:block;width:100%;height:9rem;border-top:1px dashed var(--line);border-bottom:1px solid var(--soft)}
svg .exam{fill:var(--exam)}svg .ordinary{fill:var(--ordinary)}svg .at-once{fill:var(--at-once)}
.ticks{position:relative;display:block;height:1.3rem;font-size:.75rem;color:var(--soft)}
.ticks b{position:absolute;font-weight:400;padding-left:2px;white-space:nowrap}
.lane,.bar-row{display:grid;grid-template-columns:var(--name) 1fr;gap:.6rem;align-items:center;font-size:.85rem;line-height:1.35;break-inside:avoid}
.lane{border-bottom:1px solid var(--line)}
.lane .track,.bar-row .track{position:relative;display:block;min-height:1.25rem;height:100%;overflow:hidden}
.lane .track.ticks{overflow:visible;min-height:1.2rem}
.lane.head{align-items:end;margin-top:.7rem;break-after:avoid}
.lane.head h3{margin:0}
.gantt{position:relative;--name:22rem}
.grid{position:absolute;z-index:-1;top:0;bottom:0;left:calc(var(--name) + .6rem);right:0}
.grid u,.grid s{position:absolute;top:0;bottom:0}
.grid u{background:var(--exam)}
.grid s{width:1px;background:var(--line)}
.track i{position:absolute;top:50%;height:.7rem;margin-top:-.35rem;min-width:3px;border-radius:2px;background:var(--ordinary)}
.track i.watch{background:var(--watch)}
.track i.series{background:repeating-linear-gradient(90deg,var(--series) 0 4px,transparent 4px 6px)}
.track i.gate{background:var(--gate);min-width:7px;width:7px!important;margin-left:-3px;transform:rotate(45deg);height:7px;margin-top:-4px;border-radius:0}
.track i.was{background:var(--was);top:25%;height:.35rem;margin-top:-.1rem}
.pairs .track i:not(.was){top:70%;height:.4rem;margin-top:-.15rem}
.bar-row{grid-template-columns:19rem 1fr 8.5rem}
.bar-row i.at-once{background:var(--at-once);border-radius:0}.bar-row i.ordinary{border-radius:0}
.bar-row i{min-width:0}
.bar-row i.limit{width:1px;min-width:1px;background:var(--ink);height:100%;top:0;margin:0}
.count{font-variant-numeric:tabular-nums}
table{border-collapse:collapse;width:100%;font-size:.85rem;line-height:1.4}
th,td{text-align:left;vertical-align:top;padding:.3rem .5rem;border-bottom:1px solid var(--line)}
th{color:var(--soft);font-weight:600;border-bottom:1px solid var(--soft)}
td.n{font-variant-numeric:tabular-nums}
th.n,td.n{text-align:right}
th.n,th.t,td.t{white-space:nowrap}
summary{cursor:pointer}
details p{font-size:.85rem;color:var(--soft)}
footer{margin-top:2rem;font-size:.8rem;color:var(--soft)}
@media screen and (max-width:640px){
body{padding:.7rem;font-size:15px}
.lane{grid-template-columns:1fr;gap:0;padding-top:.25rem}
.grid{left:0}
.bar-row{grid-template-columns:1fr auto;gap:0 .5rem}
.bar-row .name{grid-column:1}.bar-row .count{grid-column:2;grid-row:1}.bar-row .track{grid-column:1/3}
table,tbody,tr{display:block}
thead{display:none}
tr{padding:.4rem 0;border-bottom:1px solid var(--line)}
td,td.n{display:grid;grid-template-columns:6.5em 1fr;gap:.5em;border:0;padding:.05rem 0;text-align:left;white-space:normal!important}
td::before{content:attr(data-head);color:var(--soft)}
td:empty{display:none}
}
@page{size:A4;margin:14mm 12mm}
@media print{
body{max-width:none;padding:0;font-size:9.5pt}
h1{font-size:15pt}h2{font-size:12pt;break-after:avoid}h3{break-after:avoid}
.gantt{--name:15rem}.lane,.bar-row{font-size:8pt}
.bar-row{grid-template-columns:15rem 1fr 8.5rem}
table{font-size:8pt}thead{display:table-header-group}tr,figure{break-inside:avoid}
}
`.trim();
