"""How a paper looks as a page: black on white on any screen, and on A4.

Where the screen is narrower than `{cards}`, each line is a card instead of a row of the table.
"""

_STYLE = """
:root { color-scheme: light; --ink: #18212f; --soft: #556072; --line: #d3dae4; --page: #eef1f5;
  --accent: #1f4f86; --tint: #f3f6fa }
* { box-sizing: border-box } html { font-size: 15px }
body { margin: 0; background: var(--page); color: var(--ink); line-height: 1.5;
  font-family: system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC",
    "WenQuanYi Micro Hei", sans-serif; overflow-wrap: anywhere }
h1, h2, h3, p, dl, dd { margin: 0 }
main { max-width: {main}; margin: 2rem auto; padding: 2.6rem 3rem; background: #fff;
  border: 1px solid var(--line); border-radius: .4rem }
section { margin-top: 1.5rem }
header { display: flex; justify-content: space-between; gap: 1.5rem 3rem; flex-wrap: wrap;
  border-bottom: 2px solid var(--accent); padding-bottom: 1.2rem }
img { display: block; max-width: 14rem; max-height: 5rem; margin-bottom: .8rem }
h1 { font-size: 1.9rem; line-height: 1.25; color: var(--accent) }
h1 span, h2 span, p span, dt span, dd span { display: block }
h1 span + span { font-size: 1.2rem; font-weight: 500 }
h2 { font-size: .95rem; color: var(--accent); margin-bottom: .4rem }
h2 span, th span, dt span { display: inline } h2 span + span::before, dt span + span::before,
  .sums th span + span::before { content: " / " }
h3 { font-size: 1.1rem }
.state { display: inline-block; margin-top: .6rem; padding: .1rem .7rem; border: 2px solid #a8201a;
  border-radius: .3rem; color: #a8201a; font-weight: 600 }
dl > div { display: flex; gap: .8rem; padding: .1rem 0 }
dt { color: var(--soft); flex: 0 0 8rem } dd { flex: 1 1 auto; min-width: 0 }
.both dt { flex-basis: 10.5rem } .facts { min-width: 18rem }
.terms dt { flex-basis: 9.5rem } .both .terms dt { flex-basis: 12rem }
.acceptance dt { flex-basis: 6rem } .both .acceptance dt { flex-basis: 8.5rem }
.parties { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5rem 2.5rem }
.note { color: var(--soft); margin-bottom: .4rem; text-align: right } .note span { display: block }
table { border-collapse: collapse; width: 100% }
.lines th { background: var(--tint); color: var(--soft); font-weight: 600; vertical-align: bottom;
  text-align: left; overflow-wrap: normal; word-break: keep-all }
.lines th span { display: block }
.lines th, .lines td { padding: .45rem .5rem; border-bottom: 1px solid var(--line) }
.lines td { vertical-align: top } .lines .name { min-width: 7rem; width: 40% }
.lines .n, .sums td { text-align: right; font-variant-numeric: tabular-nums }
.lines td.n, .sums td, td.narrow { white-space: nowrap }
.lines .position { text-align: left } .across { background: var(--tint); font-weight: 600 }
small { display: block; color: var(--accent) } small span + span::before { content: " / " }
.sums { margin-top: .8rem }
.sums table { width: auto; min-width: min(100%, 24rem); margin-left: auto }
.sums th { text-align: left; font-weight: 400; padding: .2rem 2rem .2rem 0 }
.sums td { padding: .2rem .5rem .2rem 0 }
.grand th, .grand td { font-weight: 700; font-size: 1.15rem; border-top: 2px solid var(--accent);
  border-bottom: 2px solid var(--accent); padding-top: .4rem; padding-bottom: .4rem }
.part { color: var(--soft); font-size: .9rem }
.capitals { margin-top: .5rem } .capitals div { justify-content: flex-end }
.capitals dt, .capitals dd { flex: 0 1 auto } .capitals dd { font-weight: 600 }
.acceptance { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5rem 2.5rem; margin-top: 2rem }
.acceptance > div { border: 1px solid var(--line); border-radius: .3rem; padding: .8rem 1rem }
.acceptance dl > div { align-items: flex-end; min-height: 2.6rem }
.acceptance dl > div:last-child { min-height: 5rem }
.acceptance dd { border-bottom: 1px solid var(--soft) }

@media screen and (max-width: 1000px) {
  html { font-size: 14px } main { margin: 0 auto; padding: 1.6rem }
  .lines th, .lines td { padding: .45rem .35rem }
}
@media screen and (max-width: {cards}) {
  main { padding: 1.2rem 1rem; border: 0; border-radius: 0 }
  .parties, .acceptance { grid-template-columns: 1fr } .facts { min-width: 0; width: 100% }
  .lines thead { display: none } .lines td { display: block }
  .lines tr { border-top: 1px solid var(--line); padding: .5rem 0; display: flex;
    flex-direction: column }
  .lines tr > td, .lines td.name { border: 0; padding: .1rem 0; width: auto; white-space: normal }
  .lines tr > td.position, .lines tr > td:empty { display: none }
  .lines td.name { font-weight: 600; order: -1 }
  .lines td[data-head]:not(.name, .position, :empty) { display: flex;
    justify-content: space-between; gap: 1rem; text-align: right }
  .lines td[data-head]:not(.name)::before { content: attr(data-head); color: var(--soft);
    text-align: left }
  .lines tr > td.across { padding: .3rem .5rem }
  .sums table { width: 100% } .sums th { padding-right: .8rem }
  dt, .terms dt { flex-basis: 7rem } .both dt, .both .terms dt { flex-basis: 8.5rem }
  .capitals div { display: block }
}
@page { size: A4; margin: 15mm 15mm 18mm;
  @bottom-left { font-size: 8.5pt; color: #556072;
    font-family: system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif }
  @bottom-right { font-size: 8.5pt; color: #556072;
    font-family: system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif } }
@media print {
  html { font-size: {print} } body { background: #fff }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact }
  main { max-width: none; margin: 0; padding: 0; border: 0 }
  section { margin-top: 1.1rem }
  thead { display: table-header-group }
  tr, .parties, .acceptance, .sums, dl > div, header { break-inside: avoid }
  h2, .note { break-after: avoid }
}
"""

_NARROW = {"{cards}": "700px", "{print}": "9.5pt", "{main}": "62rem"}
_WIDE = {"{cards}": "1000px", "{print}": "8pt", "{main}": "74rem"}


def style(is_wide: bool) -> str:
    """Return the style of a paper; a wide one has many columns or large amounts."""
    text = _STYLE
    for place, value in (_WIDE if is_wide else _NARROW).items():
        text = text.replace(place, value)
    return text
