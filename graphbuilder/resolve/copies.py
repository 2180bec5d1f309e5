"""Wire copies: documents that repeat most of another, such as one agency's text in several papers.

Candidates share a band of a MinHash signature (Broder 1997; locality-sensitive hashing as in Leskovec, Rajaraman, Ullman,
Mining of Massive Datasets, chapter 3); the exact Jaccard index of their five-word shingles decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from graphbuilder.model import Copy, Sentence, make_id
from graphbuilder.resolve.normalize import tokens

THRESHOLD = 0.6  # copies share at least this part of their shingles
SHINGLE = 5
HELD = 1_000  # documents whose shingles are kept while all are compared
LEAST = 30  # shingles; a shorter text repeats another by chance
BANDS, ROWS = 24, 4  # finds 96 % of pairs at the threshold, all but 3 in a million at 0.85

Shingles = frozenset[tuple[str, ...]]


def shingles(sentences: Iterable[Sentence]) -> Shingles:
    """Return the five-word shingles of what is read in a document."""
    words = [word for sentence in sorted(sentences, key=lambda s: s.start) for word in tokens(sentence.text)]
    return frozenset(tuple(words[start : start + SHINGLE]) for start in range(len(words) - SHINGLE + 1))


def bands(held: Shingles) -> tuple[str, ...]:
    """Return the keys of the blocks in which copies of a document meet; none for a short text."""
    if len(held) < LEAST:
        return ()
    from datasketch import MinHash

    signature = MinHash(num_perm=BANDS * ROWS, seed=1)
    signature.update_batch(sorted(" ".join(shingle).encode() for shingle in held))
    values = signature.hashvalues.tolist()
    return tuple(make_id("band", band, *values[band * ROWS : (band + 1) * ROWS]) for band in range(BANDS))


def jaccard(a: Shingles, b: Shingles) -> float:
    """Return the Jaccard index of two sets."""
    shared = len(a & b)
    return shared / ((len(a) + len(b) - shared) or 1)


def copies(bands_of: Mapping[str, Iterable[str]], shingles_of: Callable[[str], Shingles]) -> tuple[Copy, ...]:
    """Return the copies among some documents, sorted; the original of a group is the document with the smallest id.

    Args:
        bands_of: for each document the keys that `bands` gives.
        shingles_of: gives the shingles of a document.
    """
    blocks: dict[str, list[str]] = defaultdict(list)
    for document in sorted(bands_of):
        for band in bands_of[document]:
            blocks[band].append(document)
    home = {document: document for document in bands_of}

    def find(document: str) -> str:
        while home[document] != document:
            document = home[document]
        return document

    unlike: set[tuple[str, str]] = set()
    for block in blocks.values():
        for number, later in enumerate(block):
            for earlier in block[:number]:
                a, b = find(earlier), find(later)
                if a == b or (earlier, later) in unlike:
                    continue
                if jaccard(shingles_of(earlier), shingles_of(later)) >= THRESHOLD:
                    home[max(a, b)] = min(a, b)
                else:
                    unlike.add((earlier, later))
    return tuple(
        Copy(document=document, original=original, score=round(jaccard(shingles_of(document), shingles_of(original)), 4))
        for document in sorted(home)
        if (original := find(document)) != document
    )
