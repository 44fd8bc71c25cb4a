"""How a board looks: light and dark, on any screen and on paper."""

_CARDS = """
CARD thead { display: none }
CARD tr { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0 1.2rem;
  padding: .4rem 0; border-bottom: 1px solid var(--line) }
CARD tr > td { display: flex; flex-wrap: wrap; justify-content: end; position: static;
  gap: 0 1rem; border: 0; padding: .1rem 0; min-width: 0; max-width: none; text-align: right }
CARD td.text, CARD td:has(svg, .warn) { grid-column: 1 / -1 }
CARD td::before { content: attr(data-head); color: var(--soft); text-align: left;
  white-space: normal; margin-right: auto }
CARD .cut { max-width: 70% } CARD .warn { width: 100% } CARD tr.marked { padding-left: .6rem }
"""
"""Rows as cards: each cell with its heading before it."""

_BASE = """
:root { color-scheme: light dark; --ink: #18212f; --soft: #556072; --line: #d9e0ea;
  --page: #f3f5f9; --card: #fff; --bar: #a9c4ec;
  --slice: #c3d6f3; --won: #2f7d4f; --won-slice: #bfe2ca; --lost: #c9793f; --came: #7f9cc9;
    --warn: #a8201a; --warn-card: #fdeeec;
  --fine: #23683f; --track: #e3e8f0 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e9edf3; --soft: #a7b1c0; --line: #333f50; --page: #0d131c; --card: #161f2c;
    --bar: #3d639c;
    --slice: #2c4a76; --won: #58b17d; --won-slice: #24573a; --lost: #d98c55; --came: #6f8fc2;
      --warn: #ff9d94; --warn-card: #3a1d1f;
    --fine: #7fd09d; --track: #2a3546 }
}
* { box-sizing: border-box } html { font-size: 15px }
body { margin: 0; background: var(--page); color: var(--ink); line-height: 1.45;
  font-family: system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif;
    overflow-wrap: anywhere }
h1, h2, h3, p, ul, ol { margin: 0; padding: 0 } ul, ol { list-style: none }
header, main { max-width: 126rem; margin: 0 auto; padding: 1rem } header { padding-bottom: 0 }
h1 { font-size: 1.5rem; line-height: 1.25 }
.soft, header > p, .note { color: var(--soft) }
.note, .same { font-size: .82rem; margin-top: .5rem }
.beside { columns: 35rem; column-gap: 1rem }
section { background: var(--card); border: 1px solid var(--line); border-radius: .7rem;
  padding: .9rem 1rem; break-inside: avoid;
  margin-bottom: 1rem; display: inline-block; width: 100% }
h2 { font-size: 1.05rem; margin-bottom: .5rem } h3 { font-size: .98rem }
.cut { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden }
.n .cut { display: inline }

.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 9.8rem), 1fr));
  gap: .8rem; margin-top: .9rem }
.tile { background: var(--card); border: 1px solid var(--line); border-top: 4px solid var(--bar);
  border-radius: .7rem;
  padding: .6rem .9rem }
.tile h2 { font-size: .9rem; font-weight: 500; color: var(--soft); margin: 0 }
.tile strong { font-size: 2rem; line-height: 1.2; font-variant-numeric: tabular-nums;
  display: block } .tile .long { font-size: 1.45rem; line-height: 1.65 }
  .tile p { font-size: .9rem }
.tile.warns { border-top-color: var(--warn) } .tile.warns strong { color: var(--warn) }

.rows { overflow-x: auto }
.rows::-webkit-scrollbar { height: 10px }
.rows::-webkit-scrollbar-track { background: var(--track) }
.rows::-webkit-scrollbar-thumb { background: var(--soft); border-radius: 5px }
@supports not selector(::-webkit-scrollbar) {
  .rows { scrollbar-color: var(--soft) var(--track) }
}
table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: .93rem }
th { color: var(--soft); font-weight: 500; vertical-align: bottom }
th, td { text-align: left; padding: .3rem .7rem .3rem 0;
  border-bottom: 1px solid var(--line) } td { vertical-align: top; min-width: 4.5rem }
  tr > :last-child { padding-right: 0 }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; min-width: 0 }
tr:last-child td { border-bottom: 0 }
th { word-break: keep-all; overflow-wrap: normal } th.n { white-space: normal }
.day { white-space: nowrap } td.text { min-width: 8rem;
  max-width: 26rem }
tr > :first-child { position: sticky; left: 0; background: var(--card) }
td svg { width: 100%; height: .5rem; display: block; margin-top: .25rem; min-width: 6rem }
td rect { fill: var(--bar) }
.warn { color: var(--warn); font-weight: 600; font-size: .88rem; display: block }
.none { color: var(--soft) }
tr.marked > td, tr.marked { background: var(--warn-card) }
tr.marked > td:first-child { box-shadow: inset 4px 0 var(--warn); padding-left: .7rem }
details { margin-top: .6rem } summary { color: var(--soft); font-size: .88rem; cursor: pointer }
details .rows { margin-top: .4rem } details table { font-size: .82rem }
details td, details th, details td.text { padding-right: .4rem; min-width: 0 }
.same { color: var(--soft); border-top: 1px solid var(--line); padding-top: .45rem }
.same code { display: block; white-space: pre-wrap }
.same code::before { content: "$ " }
code { font-family: ui-monospace, Consolas, "Noto Sans Mono CJK SC", monospace; font-size: .95em }

.funnel li { display: grid; grid-template-columns: 38% minmax(0, 1fr); column-gap: 1rem;
  min-height: 4.6rem }
.slice { position: relative; display: flex; align-items: center; justify-content: center;
  text-align: center }
.slice svg { position: absolute; inset: 0; width: 100%; height: calc(100% - 3px) }
.slice polygon { fill: var(--slice) }
.won .slice polygon { fill: var(--won-slice) }
.slice p { position: relative; line-height: 1.15; overflow-wrap: normal }
.slice b { font-size: 1.35rem; font-variant-numeric: tabular-nums; display: block }
.slice span { font-size: .82rem }
.about { padding: .15rem 0 .7rem } .facts { font-size: .9rem; font-variant-numeric: tabular-nums }
.facts span { display: inline-block; margin-right: .9rem }
.onwards { font-size: .88rem; font-weight: 600; margin-top: .2rem }
.trouble { background: var(--warn-card); border-left: 4px solid var(--warn); border-radius: .3rem;
  padding: .3rem .6rem;
  margin-top: .35rem;
  font-size: .88rem } .trouble b { color: var(--warn); display: block }
  .trouble span { display: block }

.months { display: block; width: 100% }
.months line { stroke: var(--line) }
.months text { font-size: 11.5px; fill: var(--soft); text-anchor: middle }
  .months .number { fill: var(--ink) }
.months .year { font-weight: 600 } .legend { font-size: .88rem }
.legend + .months { margin-top: .2rem }
  .legend:not(:first-of-type) { margin-top: .6rem }
.legend span { margin-right: 1.1rem; display: inline-block }
.legend i { display: inline-block; width: .8rem; height: .8rem;
  border-radius: .15rem; margin-right: .4rem; vertical-align: -.05rem }
.came { fill: var(--came) } .won rect, rect.won { fill: var(--won) } .lost { fill: var(--lost) }
.value { fill: var(--bar) }
.came i { background: var(--came) } .won i { background: var(--won) }
.lost i { background: var(--lost) }
  .value i { background: var(--bar) }

.steps li { margin-bottom: .5rem } .steps .won { fill: var(--won) }
#open_by_stage td svg, #lost_reasons td svg { height: 1rem }
.aims li { margin-bottom: .8rem }
.line { display: flex; justify-content: space-between; gap: 0 1rem; flex-wrap: wrap }
.bar { width: 100%; display: block } .track { fill: var(--track) } .done { fill: var(--won) }
.done.lags { fill: var(--lost) }
.mark { fill: var(--ink) } .lags:not(rect) { color: var(--warn); font-weight: 600 }
.fine { color: var(--fine); font-weight: 600 }
"""

_NARROW = """
@media (max-width: 600px) {
  html { font-size: 14px } header, main { padding: .7rem } section { padding: .8rem }
  .tiles { gap: .5rem;
    grid-template-columns: 1fr 1fr } .tile:last-child:nth-child(odd) { grid-column: 1 / -1 }
  .tile { padding: .5rem .7rem } .tile strong { font-size: 1.6rem }
  .tile .long { font-size: 1.2rem; line-height: 1.6 }
  .funnel li { grid-template-columns: 31% minmax(0, 1fr);
    column-gap: .7rem }
  .months text { font-size: 10px }
}
@media print {
  :root { color-scheme: light; --ink: #000; --soft: #333; --line: #bbb; --page: #fff;
    --card: #fff; --bar: #9db9e2; --slice: #cfddf3;
    --won: #2f7d4f; --won-slice: #cfe8d6; --lost: #c9793f; --came: #7f9cc9; --warn: #8f1510;
      --warn-card: #fff; --fine: #174a2b;
    --track: #e8e8e8 }
  @page { size: A4 landscape; margin: 10mm }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact }
  html { font-size: 10.5px } header, main { padding: 0; max-width: none }
  main { margin-top: 1rem } .beside { columns: 2 }
    .rows { overflow: visible }
  section { display: block; border-color: #999; padding: .6rem .8rem; margin-bottom: .7rem }
  tr > :first-child { position: static; background: none }
  section { break-inside: auto }
  tr, .funnel li, .aims li, .months, h2, .tile { break-inside: avoid }
  h2, .legend { break-after: avoid }
    thead { display: table-header-group }
  .tiles { grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .4rem }
  .tile strong { font-size: 1.4rem } .tile .long { font-size: 1.1rem }
  .funnel li { min-height: 3.4rem }
  .months text { font-size: 9px }
  details::details-content { content-visibility: visible; display: block; height: auto }
  summary { display: none }
}
"""


def _media(query: str, cards: str) -> str:
    return f"@media screen and ({query}) {{{_CARDS.replace('CARD', cards)}}}\n"


STYLE = (
    _BASE
    + _CARDS.replace("CARD", ".one-row")
    + _media("max-width: 1000px", ".tablet")
    + _media("max-width: 600px", ".phone")
    + _NARROW
)
