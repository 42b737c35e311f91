"""What this page looks like beyond what every page does."""

STYLE = """<style>
h3.listed { font-size: 1.2rem; line-height: 1.3; margin: 0; padding: 0; font-weight: 600; }
[class*="st-key-sound_"] p.summary, [class*="st-key-sound_"] p.about { margin: .15rem 0; }
.stMain .stButton button, .stMain .stDownloadButton button { min-height: 2.75rem; }
[class*="st-key-brought"] h2.finding { margin-top: 0; }
/* What a column is takes more words than half a phone has room for. */
@media (max-width: 640px) { .stMain [data-testid="stElementContainer"]:has(> .stSelectbox) { flex-basis: 100%; } }
</style>"""
