"""The bytes of a foreign file to text."""

import codecs
import re

from nutgraf.desk.importing.values import ImportFault
from nutgraf.read.text import LARGEST_FILE

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)


def to_text(content: bytes, encoding: str = "") -> str:
    """Return a file's text: in the encoding that is named, else by its mark, in UTF-8, or as a page declares it."""
    if len(content) > LARGEST_FILE:
        raise ImportFault(f"it has {len(content) / 2**20:.1f} MB; at most {LARGEST_FILE // 2**20} MB are read")
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), "")
    for name in dict.fromkeys(filter(None, (encoding or marked or "utf-8", *([] if encoding else _declared(content))))):
        try:
            text = content.decode(name)
        except (UnicodeError, LookupError):
            continue
        return text.replace("\r\n", "\n").replace("\r", "\n")
    if encoding:
        raise ImportFault(f"it cannot be read as {encoding}: name another encoding with --encoding")
    raise ImportFault("it is not UTF-8: save it as UTF-8, or name its encoding, as in --encoding windows-1252")


def _declared(content: bytes) -> list[str]:
    match = _DECLARED.search(content[:4096])
    name = match[1].decode("ascii").lower() if match else ""
    return [_AS_BROWSERS_DO.get(name, name)] if name else []


_AS_BROWSERS_DO = {"iso-8859-1": "windows-1252", "latin1": "windows-1252", "us-ascii": "windows-1252"}
"""Encoding Standard, 4.2: pages that say Latin-1 mean windows-1252."""
