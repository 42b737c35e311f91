"""What somebody might write into a title, a cell, a file name or an address to make a page do something."""

# Every address leads here, so that a request for it is known; the name is kept for examples and can never exist.
OUTSIDE = "pwned.example"

PAYLOADS = {
    "script": '</p></td></title><script>window.__pwned="script"</script>',
    "handler": '<img src=x onerror="window.__pwned=1"><svg/onload=window.__pwned=2><details open ontoggle=__pwned=3>',
    "attribute": "\"' onmouseover=window.__pwned=4 autofocus onfocus='window.__pwned=5' style=\"position:fixed",
    "fetched": f'<img src="//{OUTSIDE}/a"><link rel=stylesheet href="//{OUTSIDE}/b"><iframe src="//{OUTSIDE}/c">',
    "style": f"</style><style>*{{background:url(//{OUTSIDE}/d)}}</style>",
    "picture": f"![x](https://{OUTSIDE}/e.png) ![y][z] [z]: https://{OUTSIDE}/f.png",
    "link": f"[x](javascript:window.__pwned=6) [y](data:text/html,pwned) [z](//{OUTSIDE}) <javascript:__pwned=7>",
    "address": f"https://{OUTSIDE}/g www.{OUTSIDE} someone@{OUTSIDE} <https://{OUTSIDE}/h> ftp://{OUTSIDE}/i",
    "icon": ":material/bug_report: :streamlit: :smile: :+1:",
    "directive": ":red[pwned] :blue-background[pwned] :small[pwned] :shimmer[pwned] :orange-badge[pwned]",
    "formula": f"$\\href{{https://{OUTSIDE}}}{{pwned}}$ $$\\begin{{matrix}}x$$ \\(x\\) \\[y\\]",
    "emphasis": "**pwned** __pwned__ ~~pwned~~ _pwned_ `pwned` ```pwned``` ==pwned==",
    "code": "`` ` </code> `",
    "template": "{{7*7}} ${7*7} <%= 7*7 %> {% raw %} #{7*7} %s %(x)s {0.__class__}",
    "bidi": "\u202epwned\u202c \u2066pwned\u2069 \u200b\u200d\ufeff\u00ad",
    "terminal": "\x1b[31mpwned\x1b[2J \x1b]8;;https://pwned.example\x07pwned\x1b]8;;\x07",
    "entity": "&lt;img src=x onerror=__pwned=8&gt; &#60;script&#62; &#x3c;b&#x3e; &colon;smile&colon;",
    "spreadsheet": f'=HYPERLINK("https://{OUTSIDE}/j") @SUM(1) +1 -1',
    "blocks": "# pwned\n\n- pwned\n\n1. pwned\n\n> pwned\n\n| a | b |\n| - | - |\n\n<b>pwned</b>\n\n---\n\n[^1]: pwned",
    "begins a list": "1. pwned",
    "begins a quote": "> pwned",
    "long": "pwned" * 300,
}
EVERYTHING = "\n\n".join(text for name, text in PAYLOADS.items() if name != "long")
# For names of forty letters at most, and for where a line break or a word too many is refused.
SHORT = (
    "<img/src=x/onerror=__pwned=1>",
    "![x](//pwned.example/k.png)",
    "[x](javascript:pwned)",
    "www.pwned.example",
    ":material/home::red[pwned]",
    "$pwned$**pwned**`pwned`",
    "\"'/onmouseover='__pwned=1",
    "</style><script>pwned()</script>",
    "&lt;pwned&#62;",
    "\u202epwned",
)
