/** Hue, saturation and lightness of ten classes, told apart by day and by night. */
const DOTS = [
  ...["217 75% 55%", "25 90% 52%", "150 60% 42%", "0 70% 58%", "270 55% 62%"],
  ...["45 85% 48%", "330 70% 60%", "190 65% 45%", "220 10% 55%", "95 50% 45%"],
];

/** The look of a report: by day and by night, on a phone and on a desk. */
export const style = `
:root{color-scheme:light dark;--paper:#fff;--card:#f6f7f9;--ink:#1b1e25;--dim:#5d6472;--line:#dfe2e8;--bad:#b3261e;--well:#1d6f42;
--c0:#2b62c4;--c1:#c4572b;--c2:#23825a;--c3:#8a4bb8;--c4:#a8842c;--c5:#b83e72;--c6:#227f94;--c7:#666d7a}
@media (prefers-color-scheme:dark){:root{--paper:#14161b;--card:#1d2027;--ink:#e4e7ee;--dim:#9aa1b0;--line:#333843;--bad:#ff8a80;--well:#7bd3a0;
--c0:#7aa7ff;--c1:#ff9d73;--c2:#66cf9f;--c3:#c79bef;--c4:#e0bf6a;--c5:#f58bb6;--c6:#6fc8dc;--c7:#a5acba}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1180px;padding:20px 16px 60px;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.5rem;line-height:1.25;margin:0}h2{font-size:1.15rem;margin:36px 0 10px}h3{font-size:1rem;margin:20px 0 8px}h4{font-size:1rem;margin:0 0 6px}
p{margin:0 0 8px}header p,.note,figcaption,summary{color:var(--dim)}
figure{margin:0;background:var(--card);border-radius:10px;padding:12px 14px;min-width:0}figcaption{font-size:.875rem;margin-bottom:8px}
.grid{display:grid;gap:14px;grid-template-columns:repeat(auto-fit,minmax(min(100%,340px),1fr))}.grid+figure,.grid+details,.grid+h3{margin-top:14px}
.plot{position:relative;height:170px;margin-left:3.6rem;touch-action:pan-y}
svg{position:absolute;inset:0;width:100%;height:100%;overflow:visible}path{fill:none;stroke-width:1.6;vector-effect:non-scaling-stroke;stroke-linejoin:round}path.dot{stroke-width:6px;stroke-linecap:round}
.row{position:absolute;left:0;right:0;border-top:1px solid var(--line)}.row b{position:absolute;right:calc(100% + 6px);top:-.6rem;font:.75rem/1.2rem system-ui,sans-serif;color:var(--dim);white-space:nowrap}
.steps{position:relative;height:1.3rem;margin-left:3.6rem}.column{position:absolute;white-space:nowrap;transform:translateX(-50%);font:.75rem/1.4rem system-ui,sans-serif;color:var(--dim)}
.cursor{position:absolute;top:0;bottom:0;border-left:1px solid var(--dim)}
ul{list-style:none;margin:0;padding:0}.legend{display:flex;flex-wrap:wrap;gap:2px 16px;margin-top:6px;font-size:.8125rem}.legend li{min-width:0}
.key{display:inline-block;width:16px;border-top:2.5px solid;vertical-align:middle;margin-right:6px}.key.dashed{border-top-style:dashed}
output{font-variant-numeric:tabular-nums;color:var(--dim)}
${Array.from({ length: 8 }, (_, i) => `path.c${i}{stroke:var(--c${i})}.key.c${i}{border-color:var(--c${i})}`).join("")}
.bars{display:grid;gap:3px 18px;grid-template-columns:repeat(auto-fill,minmax(220px,1fr));font-size:.8125rem}
.bars li{display:grid;grid-template-columns:1.8rem 1fr 4.2rem;align-items:center;gap:6px}.bars i{height:9px;border-radius:3px;background:var(--c0);min-width:1px}
.codes{max-width:560px}.codes svg{position:static;display:block;height:auto;aspect-ratio:1}.codes path{stroke-width:5px;stroke-linecap:round;stroke-opacity:.75}.codes .key{border-top-width:8px;width:8px;border-radius:4px}
${Array.from({ length: 10 }, (_, i) => `path.d${i}{stroke:hsl(${DOTS[i]})}.key.d${i}{border-color:hsl(${DOTS[i]})}`).join("")}
.film img{display:block;width:100%;image-rendering:pixelated;border-radius:4px}.film img[hidden]{display:none}.film input{width:100%;margin:12px 0 2px;min-height:28px;accent-color:var(--c0)}
figure+.grid,.grid+.grid{margin-top:14px}.pictures{grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr))}.pictures .film{max-width:820px}
.fault{border-left:4px solid var(--bad);background:var(--card);border-radius:4px 10px 10px 4px;padding:12px 14px;margin-bottom:12px}.fault h4{color:var(--bad)}.fault p:last-child{margin:0}
.well{color:var(--well)}.changes li{border-left:4px solid var(--c0);background:var(--card);border-radius:4px 10px 10px 4px;padding:8px 14px;margin-bottom:8px}
.wide{overflow-x:auto}table{border-collapse:collapse;font-size:.8125rem}th,td{text-align:left;padding:4px 14px 4px 0;border-bottom:1px solid var(--line);font-variant-numeric:tabular-nums;vertical-align:top}tbody th{font-weight:400;color:var(--dim);white-space:nowrap}td{min-width:4.5rem}
details{margin-top:10px}summary{cursor:pointer;padding:6px 0}
`;
