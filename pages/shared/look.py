"""The look of the pages: readable at arm's length, on a phone, in the dark and on paper."""

STYLE = """<style>
h1.page { font-size: 2rem; line-height: 1.2; margin: 0; padding: 0; font-weight: 700; }
p.question { font-size: 1.125rem; margin: .25rem 0 0; }
h2.finding { font-size: 1.5rem; line-height: 1.25; margin: 1.5rem 0 0; padding: 0; font-weight: 700; }
p.about { margin: .15rem 0 .35rem; opacity: .85; }
p.summary { font-size: 1.125rem; line-height: 1.5; margin: .35rem 0 .5rem; max-width: 46rem; }
p.ask { font-size: 1.25rem; line-height: 1.45; margin: .5rem 0; max-width: 46rem; }
p.ask { border-left: 6px solid light-dark(#12436D, #8FC1E8); padding-left: .75rem; }
p.warning { padding: .5rem .75rem; margin: 0; background: rgba(128,22,80,.08); }
p.warning { border-left: 6px solid light-dark(#801650, #E58FB5); }
.written :is(h2, h3, h4, h5, h6) { font-size: 1.1rem; line-height: 1.3; font-weight: 700; margin: .25rem 0; }
.written :is(h2, h3, h4, h5, h6) { padding: 0; }
.written h2 { font-size: 1.3rem; }
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
/* Parts of a table: large enough for a thumb, and with columns that stand below each other. */
details.part { margin: 0; border-bottom: 1px solid rgba(118,118,118,.55); }
details.part summary { padding: .65rem 0; line-height: 1.4; }
details.part table { table-layout: fixed; margin-top: 0; }
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
/* On white in the dark too, as charts are: the colours were chosen for it. */
.rating { border-left: 12px solid; padding: 0 .5rem; display: inline-block; line-height: 1.5; }
.rating { background: #FFFFFF; color: #1A1A1A; }
.charts { display: grid; gap: 1.25rem; margin: .5rem 0; }
.charts { grid-template-columns: repeat(auto-fill, minmax(min(250px, 100%), 1fr)); }
.charts figure { margin: 0; background: #fff; color: #1a1a1a; padding: .5rem; border: 1px solid #bfbfbf; }
.charts img { width: 100%; height: auto; }
.charts figcaption { font-weight: 700; font-size: 1rem; line-height: 1.3; min-height: 2.6em; }
.vega-embed { background: #fff; }
.stHtml a { color: inherit; text-decoration: underline; text-underline-offset: .15em; }
/* A letter that turns the direction of writing turns only the value that it is in. */
.stHtml :is(a, cite, code, li, strong, td, th) { unicode-bidi: isolate; }
.stApp :is(a, button, summary, input, textarea, [tabindex]):focus-visible { outline: 3px solid #F46A25; }
.stApp :is(a, button, summary):focus-visible { outline-offset: 2px; }
/* Streamlit writes in white on its main buttons, which on the pale blue of the dark scheme nobody can read. */
.stApp button[kind^="primary"]:not(:disabled) { color: light-dark(#FFFFFF, #12161C); }
.st-key-menu p.section { font-weight: 700; font-size: .9rem; margin: 1rem 0 .15rem; padding: 0 .5rem; }
.st-key-menu .stPageLink a { padding-block: .25rem; min-height: 1.75rem; }
@media screen { @container (max-width: 700px) {
  :is(table, thead, tbody, tr, th, td):not(.narrow *) { display: block; }
  thead:not(.narrow *) { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr:not(.narrow *) { border-bottom: 2px solid #767676; padding: .4rem 0; }
  tr:not(.narrow *) { display: grid; grid-template-columns: 1fr 1fr; column-gap: .75rem; }
  :is(tbody th, td):not(.narrow *) { border: 0; padding: .15rem 0; max-width: none; grid-column: 1 / -1; }
  td.figure:not(.narrow *) { grid-column: auto; white-space: normal; }
  td:empty:not(.narrow *) { display: none; }
  td[data-column]:not([data-column=""], .narrow *)::before { content: attr(data-column) ": "; font-weight: 600; }
  .narrow tbody th { min-width: 0; }
} }
/* On a tablet held upright the menu gives way to the words beside it. */
@media (min-width: 641px) and (max-width: 1000px) {
  [data-testid="stSidebar"][data-collapsed="false"] { min-width: 14rem !important; max-width: 14rem !important; }
  [data-testid="stSidebarContent"] { padding-inline: 0; }
  [data-testid="stSidebarUserContent"] { padding-inline: .35rem; }
  .st-key-menu .stPageLink :is(a, span, p) { white-space: normal; }
  .stMainBlockContainer { padding-inline: 1rem; padding-top: 3.25rem; }
  /* So wide that no choice is cut off. */
  :is(.st-key-pickers, .st-key-filters) > * { flex-basis: 11rem !important; }
}
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
@media (prefers-reduced-motion: reduce) {
  *, ::before, ::after { animation: none !important; transition: none !important; scroll-behavior: auto !important; }
}
/* Where people have colours of their own, charts keep theirs, ink and paper: a browser would change only the paper. */
@media (forced-colors: active) { .vega-embed, .charts figure, .drawing { forced-color-adjust: none; } }
</style>"""
