/** Colours of both themes have a contrast of at least 4.5 to 1. */
const LIGHT = `--bg:#fff;--panel:#f6f8fa;--line:#d5dbe1;--text:#16202b;--more:#55606c;--accent:#0b5cad;--bad:#b3261e;--bad-bg:#fdecea;--notice:#8a5300;--notice-bg:#fdf3e1;--good:#1b6b3a;--good-bg:#e7f5ec;--source:#e8effa;--function:#fff3d6;--queue:#ece7f7;--alarms:#e3f4f1;--topic:#e3f4f1;--people:#e7f5ec`;
const DARK = `--bg:#12171d;--panel:#1b222a;--line:#36414d;--text:#e7ecf1;--more:#a5b1bd;--accent:#7bb8ff;--bad:#ff9d94;--bad-bg:#4a1c18;--notice:#f2bf6c;--notice-bg:#40300f;--good:#83d6a3;--good-bg:#153a24;--source:#1d2e47;--function:#443413;--queue:#33294d;--alarms:#14403a;--topic:#14403a;--people:#153a24`;

/** @internal */
export const STYLE = `
:root{color-scheme:light dark;${LIGHT}}
@media(prefers-color-scheme:dark){:root:not([data-theme=light]){${DARK}}}
:root[data-theme=dark]{${DARK}}
:root[data-theme=light]{color-scheme:light}:root[data-theme=dark]{color-scheme:dark}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
header,main,footer{max-width:1240px;margin:auto;padding:0 20px}
header{padding-top:28px}
h1{font-size:26px;line-height:1.25;margin:0 0 4px;letter-spacing:-.01em}
h2{font-size:20px;margin:44px 0 8px;padding-top:8px;border-top:1px solid var(--line)}
h3{font-size:15px;margin:22px 0 6px}
p{margin:6px 0 12px;max-width:80ch}
a{color:var(--accent)}
code{font:12.5px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
.more,caption{color:var(--more);font-size:13px}
nav{position:sticky;top:0;z-index:2;background:var(--bg);border-bottom:1px solid var(--line)}
nav ul{display:flex;gap:4px 18px;flex-wrap:wrap;list-style:none;max-width:1240px;margin:auto;padding:9px 20px}
nav a{text-decoration:none;font-weight:600;font-size:14px}
nav a:hover{text-decoration:underline}
nav li:last-child{margin-left:auto}
section{scroll-margin-top:44px}
button,input{font:inherit;color:inherit;background:var(--panel);border:1px solid var(--line);border-radius:6px;padding:3px 9px;max-width:100%}
button{cursor:pointer}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(150px,1fr));gap:12px;margin:16px 0}
.card{background:var(--panel);border:1px solid var(--line);border-left:4px solid var(--line);border-radius:8px;padding:10px 14px;display:flex;flex-direction:column}
.card strong{font-size:28px;line-height:1.25;font-variant-numeric:tabular-nums;text-align:left}
.card .name{font-weight:600;font-size:13px}
.card.bad{border-left-color:var(--bad)}.card.notice{border-left-color:var(--notice)}.card.good{border-left-color:var(--good)}
.card.bad strong{color:var(--bad)}
.scroll{overflow-x:auto;margin:8px 0 14px;border:1px solid var(--line);border-radius:8px}
table{border-collapse:collapse;width:100%;font-size:14px}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
th,td{text-align:left;vertical-align:top;padding:7px 12px;border-bottom:1px solid var(--line)}
tr:last-child td{border-bottom:0}
thead th{background:var(--panel);font-size:12.5px;white-space:nowrap}
td{overflow-wrap:anywhere;min-width:70px}td:first-child{min-width:110px}
.findings td:nth-child(2){min-width:190px}.findings td:nth-child(3){min-width:240px}.findings td:nth-child(4){min-width:340px}.controls td:nth-child(2){min-width:230px}.controls td:nth-child(6){min-width:220px}
th.number{text-align:right}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.value{font-weight:600}
.bad-text{color:var(--bad);font-weight:600}.good-text{color:var(--good);font-weight:600}
.added:not(:empty){background:var(--good-bg)}.removed:not(:empty){background:var(--bad-bg)}
.tag{display:inline-block;white-space:nowrap;border-radius:10px;padding:0 8px;font-size:12px;font-weight:600;background:var(--panel);border:1px solid var(--line)}
.tag.error{color:var(--bad);background:var(--bad-bg);border-color:var(--bad)}
.tag.warning,.tag.info{color:var(--notice);background:var(--notice-bg);border-color:var(--notice)}
.tag.info{color:var(--more);background:var(--panel);border-color:var(--line)}
.tag.good{color:var(--good);background:var(--good-bg);border-color:var(--good)}
details{margin:6px 0}
summary{cursor:pointer;padding:3px 0}
td details{margin:0}
.fn{border:1px solid var(--line);border-radius:8px;padding:6px 14px;content-visibility:auto;contain-intrinsic-size:auto 46px}
.fn[open]{padding-bottom:14px}
.tools{display:flex;flex-wrap:wrap;gap:8px 18px;align-items:center;margin:10px 0}
.tools output{display:inline-block;min-width:54px;text-align:center}
.legend{display:flex;flex-wrap:wrap;gap:4px 16px;list-style:none;margin:8px 0;padding:0;font-size:13px;color:var(--more)}
.legend i{display:inline-block;width:13px;height:13px;border-radius:3px;margin-right:6px;vertical-align:-2px;border:1px solid var(--line)}
.legend .source i{background:var(--source)}.legend .function i{background:var(--function)}.legend .queue i{background:var(--queue)}.legend .alarms i,.legend .topic i{background:var(--alarms)}.legend .people i{background:var(--people)}.legend .broken i{background:var(--bad-bg);border-color:var(--bad)}
#drawings{max-height:80vh;overflow-y:auto;border:1px solid var(--line);border-radius:8px;padding:0 14px}
figure{margin:0;padding:10px 0;border-bottom:1px solid var(--line);content-visibility:auto;contain-intrinsic-size:auto 240px}
figure:last-child{border:0}
figure .scroll{border:0;margin:4px 0}
figcaption{font-weight:600;font-size:14px}
svg{display:block;width:calc(max(min(var(--w)*1px,100%),var(--w)*.7px)*var(--zoom,1));height:auto;font:12px system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif}
svg text{fill:var(--more);font-size:11px}svg .l{fill:var(--text);font-weight:600;font-size:12px}
svg .w{text-anchor:middle;paint-order:stroke;stroke:var(--bg);stroke-width:6px}
.marks{position:absolute;width:0;height:0}
svg rect{width:178px;height:44px;rx:6px}
.n text{transform:translate(10px,34px)}.n .l{transform:translate(10px,18px)}
.n rect{fill:var(--panel);stroke:var(--line)}
.n.source rect{fill:var(--source)}.n.function rect{fill:var(--function)}.n.queue rect,.n.target rect{fill:var(--queue)}.n.alarms rect,.n.topic rect{fill:var(--alarms)}.n.people rect{fill:var(--people)}
.n.broken rect{fill:var(--bad-bg);stroke:var(--bad);stroke-width:1.5}.n.broken text{fill:var(--bad)}
.e{fill:none;stroke:var(--more);stroke-width:1.3;marker-end:url(#end)}.end{fill:var(--more)}.bad{fill:var(--bad)}
.e.failure{stroke-dasharray:5 3}.e.alarm{stroke-dasharray:1 3;stroke-linecap:round}
.e.bad{stroke:var(--bad);stroke-width:2;fill:none;marker-end:url(#bad)}
.assumptions{display:flex;flex-wrap:wrap;gap:10px 18px;align-items:end;margin:10px 0}
.assumptions label{display:flex;flex-direction:column;font-size:13px}
input[type=number]{width:120px;text-align:right}
footer{color:var(--more);font-size:13px;padding:30px 20px 60px}
[hidden]{display:none!important}
.skip{position:absolute;left:-9999px}.skip:focus{left:8px;top:8px;background:var(--bg);padding:8px;z-index:3}
@media(max-width:640px){body{font-size:14px}h1{font-size:21px}.cards{grid-template-columns:1fr 1fr}header,main,footer{padding-left:12px;padding-right:12px}nav ul{padding:8px 12px;flex-wrap:nowrap;overflow-x:auto;white-space:nowrap}.card strong{font-size:22px}th,td{padding:6px 8px}.stack thead{display:none}.stack,.stack tbody,.stack tr,.stack td{display:block;width:100%;min-width:0!important}.stack td{border:0;padding:2px 10px}.stack tr{border-bottom:1px solid var(--line);padding:8px 0}.stack td:empty{display:none}}
@media print{nav,.tools,.assumptions button,.skip{display:none}body{font-size:10.5px}.fn,figure{content-visibility:visible;break-inside:avoid-page}#drawings{max-height:none;overflow:visible}.scroll{overflow:visible;border:0}svg{max-width:100%}a{color:inherit}}
`;
