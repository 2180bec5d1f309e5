"""Text as one compares it: without case, accents and outer spaces."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """Return the text in lower case, without accents.

    >>> fold(" Erdoğan ")
    'erdogan'
    """
    apart = unicodedata.normalize("NFKD", text.casefold().strip())
    return "".join(character for character in apart if not unicodedata.combining(character)).replace("ı", "i")
