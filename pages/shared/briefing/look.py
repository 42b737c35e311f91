"""The look of the page Witness briefs: what is for members only is set apart from what may leave."""

STYLE = """<style>
h3.part { font-size: 1.2rem; line-height: 1.3; margin: .75rem 0 0; padding: 0; font-weight: 700; }
p.refused { padding: .35rem .75rem; margin: 0; background: rgba(128,22,80,.08); }
p.refused { border-left: 6px solid light-dark(#801650, #E58FB5); }
.stMain .stButton button, .stMain .stDownloadButton button, .stMain .stFormSubmitButton button { min-height: 2.75rem; }
.stMultiSelect [data-tag] { height: auto; max-width: 100%; min-height: 2rem; }
.stMultiSelect [data-tag] > span { white-space: normal; max-width: none; }
.st-key-for_members, .st-key-may_leave { border: 2px solid; border-left-width: 12px; padding: .75rem 1rem 1rem; }
.st-key-for_members { border-color: light-dark(#801650, #E58FB5); }
.st-key-may_leave { border-color: #28A197; }
[class*="st-key-briefline_"] { border-top: 1px solid #767676; padding-top: .75rem; }
[class*="st-key-private_"] textarea { border-left: 6px solid light-dark(#801650, #E58FB5); }
p.inpapers { margin: .1rem 0; font-weight: 600; }
</style>"""
