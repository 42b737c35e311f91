"""The look of the page: on a desk, on a phone, in the dark, in a reader's own colours, and on A4."""

STYLE = """
:root { --ink: #1a1a1a; --paper: #fff; --quiet: #4a4a4a; --line: #767676; --faint: #bfbfbf; --link: #12436d;
  --wash: #f2f4f7; --alert: #801650; color-scheme: light dark; }
@media screen and (prefers-color-scheme: dark) { :root { --ink: #f5f5f5; --paper: #12161c; --quiet: #c9ced6;
  --line: #8b93a0; --faint: #4b5460; --link: #9ccbf0; --wash: #1d242e; --alert: #e58bbd; } }
* { box-sizing: border-box; }
html { font: 100%/1.5 Arial, Helvetica, sans-serif; color: var(--ink); background: var(--paper);
  -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; padding: 1.5rem 1.25rem 3rem; max-width: 62rem; overflow-wrap: break-word; }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible { outline: 3px solid #f46a25; outline-offset: 2px; }
main:focus { outline: 0; }
.skip { position: absolute; left: -100vw; background: var(--paper); padding: .75rem 1rem; }
.skip:focus { left: .5rem; top: .5rem; z-index: 1; }
h1 { font-size: 2.125rem; line-height: 1.2; margin: .25rem 0; }
h2 { font-size: 1.5rem; line-height: 1.25; margin: 2.5rem 0 .25rem; }
h3 { font-size: 1.25rem; line-height: 1.3; margin: 2rem 0 .25rem; }
h4, h5, h6 { font-size: 1.0625rem; line-height: 1.35; margin: 1.5rem 0 .25rem; }
p, ul, ol { margin: .5rem 0; max-width: 46rem; }
ul, ol { padding-left: 1.5rem; }
li { margin: .2rem 0; }
header { border-bottom: 4px solid var(--link); padding-bottom: .75rem; margin-bottom: 1rem; }
.marking { display: inline-block; font-weight: 700; border: 2px solid var(--alert); color: var(--alert);
  padding: .15rem .6rem; margin: 0 0 .5rem; }
.subtitle { font-size: 1.25rem; margin: 0; }
.known, .about, footer { color: var(--quiet); }
.label { font-weight: 700; margin: 1rem 0 .25rem; }
nav { background: var(--wash); padding: .75rem 1rem; border-left: 4px solid var(--link); }
nav ol, nav .label { margin: .25rem 0; }
nav a { display: inline-block; vertical-align: top; min-height: 1.5rem; padding: .1rem 0; }
.about { margin: .1rem 0 .5rem; }
.summary { font-size: 1.0625rem; }
.caveats, .sources { margin-top: .25rem; max-width: 50rem; }
.sources { font-size: .9375rem; color: var(--quiet); }
.gap { border-left: 6px solid var(--alert); background: var(--wash); padding: .6rem .9rem; margin: 1rem 0; }
.note { border-left: 4px solid var(--faint); padding-left: 1rem; margin: 1rem 0; }
.note pre, .note code { font-size: .9375rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.note blockquote { margin: .5rem 0 .5rem 1rem; color: var(--quiet); }
.charts { display: grid; gap: 1rem; margin: .75rem 0; }
.charts { grid-template-columns: repeat(auto-fill, minmax(min(19rem, 100%), 1fr)); }
.charts.alone { grid-template-columns: minmax(0, 46rem); }
figure { margin: 0; padding: .5rem; background: #fff; color: #1a1a1a; border: 1px solid var(--faint); }
figcaption { font-weight: 700; line-height: 1.3; margin-bottom: .25rem; }
/* A chart is drawn for white, in whatever colours the rest of the page has. */
figure { forced-color-adjust: none; }
figure svg { display: block; width: auto; max-width: 100%; height: auto; }
figure svg.narrow { display: none; }
figure svg.narrow, figure svg.any { width: 100%; }
table { border-collapse: collapse; width: 100%; margin: .75rem 0; font-size: .9375rem; }
caption { text-align: left; font-weight: 700; padding: .25rem 0; }
.view:not(.captioned) caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.view { position: relative; }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; line-height: 1.4; }
th, td { border-bottom: 1px solid var(--faint); }
td { white-space: pre-line; }
thead th { border-bottom: 2px solid var(--line); }
tbody th { font-weight: 600; }
.figure { font-variant-numeric: tabular-nums; }
.rating { border-left: 12px solid; padding-left: .5rem; display: inline-block; }
.space { display: none; }
footer { border-top: 1px solid var(--line); margin-top: 3rem; padding-top: .75rem; font-size: .9375rem; }
@media screen and (max-width: 44rem) {
  body { padding: 1rem 1rem 2rem; }
  h1 { font-size: 1.625rem; }
  h2 { font-size: 1.3125rem; }
  h3 { font-size: 1.1875rem; }
  figure svg.wide { display: none; }
  figure svg.narrow { display: block; }
  .view table, .view tbody, .view tr, .view th, .view td { display: block; }
  .view thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .view caption { display: block; }
  .view tr { border-bottom: 2px solid var(--line); padding: .5rem 0; }
  .view tbody th, .view td { border: 0; padding: .1rem 0; }
  .view td:empty { display: none; }
  .view td[data-column]:not([data-column=""])::before { content: attr(data-column) ": "; font-weight: 600; }
  .note table { table-layout: fixed; overflow-wrap: anywhere; }
}
@media (forced-colors: active) { .rating, .gap, .note, nav { border-color: CanvasText; } }
@media print {
  @page { size: A4; margin: 18mm 16mm 16mm; font: 9pt Arial, Helvetica, sans-serif; }
  html { font-size: 11pt; line-height: 1.4; }
  body { max-width: none; padding: 0; }
  .skip, nav { display: none; }
  h1 { font-size: 22pt; }
  h2 { font-size: 16pt; margin-top: 18pt; }
  h3 { font-size: 13pt; margin-top: 14pt; }
  h1, h2, h3, h4, h5, h6, .label, .about, .summary, caption { break-after: avoid; }
  p, li { orphans: 3; widows: 3; }
  tr, figure, .gap, .summary { break-inside: avoid; }
  /* A table of a few rows stays whole, and no header stands alone at the foot of a page. */
  table:not(:has(tbody tr:nth-child(7))) { break-inside: avoid; }
  thead { display: table-header-group; break-inside: avoid; break-after: avoid; }
  table { font-size: 9.5pt; }
  .charts { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .charts.alone { grid-template-columns: minmax(0, 150mm); }
  .space { display: block; break-inside: avoid; }
  .rule { height: 9mm; border-bottom: .5pt solid #767676; }
  td.write { height: 18mm; width: 22%; border-left: .5pt solid #767676; }
  .page-break { break-after: page; }
  figure, .rating, .gap, nav { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""

# 18 points are 24 of the pixels that a browser counts in: one and a half times what a page has otherwise.
LARGE_PRINT = """
html { font-size: 150%; line-height: 1.55; }
.known, .about, .summary, .sources, footer, table, .note pre, .note code { font-size: 1rem; }
h4, h5, h6 { font-size: 1rem; }
.charts, .charts.alone { grid-template-columns: minmax(0, 1fr); }
figure svg.wide { display: none; }
figure svg.narrow { display: block; }
.view table, .view tbody, .view tr, .view th, .view td { display: block; }
.view thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.view caption { display: block; }
.view tr { border-bottom: 2px solid var(--line); padding: .5rem 0; break-inside: avoid; }
.view tbody th, .view td { border: 0; padding: .1rem 0; }
.view td:empty { display: none; }
.view td[data-column]:not([data-column=""])::before { content: attr(data-column) ": "; font-weight: 600; }
@media print {
  @page { size: A4; margin: 22mm 16mm 22mm; font: 16pt Arial, Helvetica, sans-serif; }
  html { font-size: 18pt; }
  h1 { font-size: 28pt; }
  h2 { font-size: 24pt; }
  h3 { font-size: 20pt; }
  table { font-size: 18pt; }
  .charts, .charts.alone { grid-template-columns: minmax(0, 1fr); }
  .rule { height: 14mm; }
  .view td.write:empty { display: block; width: auto; height: 32mm; border-left: 0; }
}
"""
