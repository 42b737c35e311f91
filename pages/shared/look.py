"""The look of the pages: readable at arm's length, on a phone, in the dark and on paper."""

STYLE = """<style>
h1.page { font-size: 2rem; line-height: 1.2; margin: 0; padding: 0; font-weight: 700; }
p.question { font-size: 1.125rem; margin: .25rem 0 0; }
h2.finding { font-size: 1.5rem; line-height: 1.25; margin: 1.5rem 0 0; padding: 0; font-weight: 700; }
p.about { margin: .15rem 0 .35rem; opacity: .85; }
p.summary { font-size: 1.125rem; line-height: 1.5; margin: .35rem 0 .5rem; max-width: 46rem; }
p.ask { font-size: 1.25rem; line-height: 1.45; margin: .5rem 0; max-width: 46rem; }
p.ask { border-left: 6px solid #12436D; padding-left: .75rem; }
p.warning { border-left: 6px solid #801650; padding: .5rem .75rem; margin: 0; background: rgba(128,22,80,.08); }
.written h3, .written h4 { font-size: 1.3rem; line-height: 1.3; font-weight: 700; margin: .25rem 0; padding: 0; }
.written h4, .written h5, .written h6 { font-size: 1.1rem; }
.written { max-width: 46rem; overflow-wrap: anywhere; }
p.note { border-left: 6px solid #4A7FB0; padding: .5rem .75rem; margin: 0; background: rgba(74,127,176,.12); }
p.label { font-weight: 700; margin: .75rem 0 .25rem; }
p.footer { border-top: 1px solid #767676; margin-top: 2.5rem; padding-top: .75rem; font-size: .95rem; }
ul.caveats, ul.sources { margin: 0 0 .5rem; padding-left: 1.25rem; max-width: 50rem; line-height: 1.45; }
[class*="st-key-cell_"] { margin-top: 1.25rem; padding-top: .5rem; border-top: 1px solid #767676; }
p.cell { margin: 0; font-size: .95rem; }
[class*="st-key-cell_"] h2.finding { margin-top: .25rem; }
h2.listed { font-size: 1.25rem; line-height: 1.3; margin: .5rem 0 0; padding: 0; font-weight: 600; }
p.listed { font-weight: 600; margin: .75rem 0 0; }
blockquote.clash { white-space: pre-wrap; border-left: 6px solid #4A7FB0; margin: .25rem 0; padding: .35rem .75rem; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; font-size: 1rem; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
details { margin: .35rem 0; }
details summary { cursor: pointer; font-weight: 600; padding: .35rem 0; min-height: 1.5rem; }
/* What a button is about: said aloud, and plain to see from where the button stands. See pages/shared/act.py. */
button .stMarkdownColoredBackground { position: absolute; width: 1px; height: 1px; overflow: hidden; }
button .stMarkdownColoredBackground { clip-path: inset(50%); white-space: nowrap; }
/* A table falls into blocks where its column is narrow: on a tablet the menu takes a third of the screen. */
.stMainBlockContainer { padding-top: 3.25rem; container-type: inline-size; }
th, td { text-align: left; vertical-align: top; padding: .45rem .6rem .45rem 0; }
/* An answer of several sentences has one a line. */
td { white-space: pre-line; }
tbody th, td { line-height: 1.45; }
th, td { border-bottom: 1px solid rgba(118,118,118,.55); }
thead th { border-bottom: 2px solid #767676; font-weight: 700; }
tbody th { font-weight: 600; min-width: 9rem; max-width: 20rem; }
td.figure, thead th.figure { font-variant-numeric: tabular-nums; white-space: nowrap; }
td.figure.long { white-space: normal; }
.rating { border-left: 12px solid; padding-left: .5rem; display: inline-block; line-height: 1.5; }
.charts { display: grid; gap: 1.25rem; margin: .5rem 0; }
.charts { grid-template-columns: repeat(auto-fill, minmax(min(300px, 100%), 1fr)); }
.charts figure { margin: 0; background: #fff; color: #1a1a1a; padding: .5rem; border: 1px solid #bfbfbf; }
.charts img { width: 100%; height: auto; }
.charts figcaption { font-weight: 700; font-size: 1rem; line-height: 1.3; min-height: 2.6em; }
.vega-embed { background: #fff; }
.stHtml a { color: inherit; text-decoration: underline; text-underline-offset: .15em; }
.stApp a:focus-visible, .stApp button:focus-visible { outline: 3px solid #F46A25; outline-offset: 2px; }
@media screen { @container (max-width: 700px) {
  table, thead, tbody, tr, th, td { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { border-bottom: 2px solid #767676; padding: .4rem 0; }
  tr { display: grid; grid-template-columns: 1fr 1fr; column-gap: .75rem; }
  tbody th, td { border: 0; padding: .15rem 0; max-width: none; grid-column: 1 / -1; }
  td.figure { grid-column: auto; white-space: normal; }
  td:empty { display: none; }
  td[data-column]:not([data-column=""])::before { content: attr(data-column) ": "; font-weight: 600; }
} }
@media (max-width: 640px) {
  h1.page { font-size: 1.6rem; }
  h2.finding { font-size: 1.3rem; }
}
@media print {
  [data-testid="stSidebar"], [data-testid="stHeader"] { display: none !important; }
  [data-testid="stDownloadButton"], .stButton, .st-key-pickers, .st-key-filters { display: none !important; }
  h2.finding { break-after: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; }
  tr, figure { break-inside: avoid; }
}
@media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important; } }
</style>"""
