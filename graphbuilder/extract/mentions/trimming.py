"""Where a name begins and ends: without the articles, titles and possessives that a model takes in, with the words that it leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphbuilder.extract.mentions.lexicon import Lexicon
    from graphbuilder.extract.tree import Tree

POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
QUOTES = frozenset(
    {'"', "“", "”", "‘", "’", "'", "``", "''", "`", "(", ")", "[", "]", "{", "}", ",", ";", ":", "-", "–", "—", "/", "|", "*", "•"}
)
LONGEST_SYLLABLE = 5
SHORTEST_GIVEN = 6
ADJECTIVAL = tuple("an ar ary ish ese ic al ive ior er ed ing ous ful less ent ant ern ch ite".split())
LOCATIVE = frozenset({"near", "in", "at", "from", "around", "outside", "inside"})


def trim(tree: Tree, start: int, end: int, kind: str, lexicon: Lexicon) -> tuple[int, int, bool] | None:
    """Return the first token of a name, the one behind it, and whether a title stands before it; None if it names nothing."""
    words, lower = tree.words, tree.lower
    while start < end and _outside(tree, start, lexicon):
        start += 1
    if start < end and lower[end - 1] in lexicon.particles:  # "Ursula von | der Leyen"
        rest = next((i for i in range(end, len(tree)) if lower[i] not in lexicon.particles), len(tree))
        if rest < len(tree) and words[rest][0].isupper() and tree.pos[rest] == "PROPN":
            end = rest + 1
    while start < end and (lower[end - 1] in POSSESSIVE or lower[end - 1] in QUOTES or words[end - 1][0].islower()):
        if kind == "PERSON" and _is_second_syllable(tree, end - 1):
            break
        if words[end - 1][0].islower() and kind == "ORG" and tree.pos[end - 1] == "PROPN":
            break
        end -= 1
    if end - start > 3 and words[end - 1].isdigit() and words[end - 2] in {"-", "–"} and words[end - 3].isdigit():  # "beat Barcelona 2-1"
        end -= 3
    titled = False
    if kind == "PERSON":
        first = start
        while start < end - 1 and (
            lower[start] in lexicon.titles or lower[start] in POSSESSIVE or (tree.tags[start] == "JJ" and _describes(lower[start], lexicon))
        ):
            start += 1
        titled = start > first
        if start == end - 1 and start > first and lower[start - 1] in lexicon.kept_titles:
            start -= 1
    while start and lower[start - 1] == "-" and lower[start - 2] in lexicon.begin and kind != "GPE":
        start -= 2
    if kind != "NORP":
        start, end = _extended(tree, start, end, kind, lexicon)
    elif start and tree.tags[end - 1] == "NNPS" and tree.deps[start - 1] == "compound" and _is_part(tree, start - 1, set(), lexicon):
        start -= 1  # "the Social | Democrats"
    while (
        start < end - 1 and end < len(tree) and lower[end] in lexicon.ranked and lower[end - 1] in lexicon.ranks
    ):  # "Pentagon Press | Secretary"
        end -= 1
    if start < end and kind in {"PERSON", "GPE", "ORG"}:
        start = _with_particle(tree, start, lexicon)
    if start >= end or (not any(c.isupper() or c.isdigit() for c in words[start]) and lower[start] not in lexicon.begin):
        return None
    if end - start > 1 and is_common(tree, start, start + 1, lexicon):  # a headline's "Chipmaker | Infineon"
        start += 1
    if is_currency(tree, start, end) or is_common(tree, start, end, lexicon) or _is_portfolio(tree, start, end, lexicon):
        return None
    if all(w in lexicon.titles or w in lexicon.never or w in lexicon.inside or w in lexicon.ranks for w in lower[start:end]) or not any(
        c.isalpha() for c in "".join(words[start:end])
    ):
        return None
    if len(words[start]) > 1 and words[start][0] == "i" and words[start][1].isupper():  # "iPhone"
        return None
    if end - start == 1 and (tree.pos[start] in {"VERB", "ADV", "PRON", "DET", "NUM", "AUX"} or len(words[start]) == 1):
        return None
    before = lower[start - 1] if start else ""
    titled = titled or (kind == "PERSON" and before in lexicon.titles and tree.pos[start - 1] in {"NOUN", "PROPN"})
    return start, end, titled


def _describes(word: str, lexicon: Lexicon) -> bool:
    """True of what looks like an adjective ("Bavarian"), not of a given name that the tagger takes for one ("Reinhard")."""
    return word not in lexicon.given and (len(word) < SHORTEST_GIVEN or word.endswith(ADJECTIVAL))


def is_currency(tree: Tree, start: int, end: int) -> bool:
    """True of the "US" of "US $199"; of "lent Ghana $360" the country stays."""
    return tree.words[end : end + 1] == ["$"] and tree.words[start:end] in (["US"], ["U.S."], ["HK"], ["NZ"], ["AU"])


def is_common(tree: Tree, start: int, end: int, lexicon: Lexicon) -> bool:
    """True of a sentence's first word that is capitalised for that alone and says what those behind it are: "Customs officers", "Chipmaker X"."""
    if end - start > 1 or tree.deps[start] not in {"compound", "nmod"} or all(start != begin for begin, _ in tree.sentences):
        return False
    if tree.words[end][0].isupper():
        return tree.lower[start] in lexicon.kinds_first
    said = tree.lower[start]
    return (tree.part == "body" and said in lexicon.state) or said in lexicon.armed or said.removesuffix("s") in lexicon.armed


def _is_portfolio(tree: Tree, start: int, end: int, lexicon: Lexicon) -> bool:
    """True of the "Labor" of "Labor Secretary Julie Su"."""
    return end - start == 1 and tree.lower[start] in lexicon.portfolios and tree.words[end : end + 1] in (["Secretary"], ["Minister"])


def _extended(tree: Tree, start: int, end: int, kind: str, lexicon: Lexicon) -> tuple[int, int]:
    """Take in the proper nouns beside a name that the model left out and that belong to it ("Volodymyr | Zelenskyy")."""
    if start >= end:
        return start, end
    if kind == "PERSON" and end - start == 2 and tree.lower[start] in lexicon.family and _is_second_syllable(tree, end + 1):
        return start, end + 2
    marked = {i for a, b, kind in tree.ents if not _is_mistaken(tree, a, b, kind, lexicon) for i in range(a, b)}
    if end < len(tree) and tree.deps[end - 1] == "compound" and tree.heads[end - 1] == end and _is_part(tree, end, marked, lexicon):
        end += 1
    while (
        start and tree.deps[start - 1] == "compound" and start <= tree.heads[start - 1] < end and _is_part(tree, start - 1, marked, lexicon)
    ):
        start -= 1
    if kind == "PERSON" and end - start == 1 and start and _begins(tree, start, marked, lexicon):
        start -= 1
    if kind == "ORG" and end + 1 not in marked and _is_hyphenated(tree, end, lexicon):
        end += 2
    if kind == "ORG" and start > 1 and tree.deps[start - 1] == "case" and tree.pos[start - 2] == "PROPN" and start - 2 not in marked:
        start -= 2
    return start, end


def _is_hyphenated(tree: Tree, hyphen: int, lexicon: Lexicon) -> bool:
    """True of the hyphen in "CJTF-OIR", not in "UAW-GM talks", which are between two."""
    if tree.words[hyphen : hyphen + 1] != ["-"] or not (_is_acronym(tree, hyphen - 1) and _is_acronym(tree, hyphen + 1)):
        return False
    head = tree.heads[hyphen + 1]
    return tree.pos[head] != "NOUN" or head < hyphen or tree.lemmas[head] in lexicon.person_nouns


def _is_acronym(tree: Tree, i: int) -> bool:
    """True of a word in capitals; behind a hyphen only if no space follows the hyphen."""
    word = tree.words[i] if i < len(tree) else ""
    tied = i == 0 or tree.words[i - 1] != "-" or tree.ends[i - 1] == tree.starts[i]
    return len(word) > 1 and word.isupper() and word.isalpha() and tied


def _is_second_syllable(tree: Tree, i: int) -> bool:
    """True for the "un" of "Kim Jong-un"."""
    return (
        1 < i < len(tree)
        and tree.words[i - 1] == "-"
        and tree.ends[i - 2] == tree.starts[i - 1]
        and tree.ends[i - 1] == tree.starts[i]
        and tree.words[i].islower()
        and len(tree.words[i]) <= LONGEST_SYLLABLE
        and tree.words[i - 2][0].isupper()
    )


def _is_mistaken(tree: Tree, start: int, end: int, kind: str, lexicon: Lexicon) -> bool:
    """True for a proper noun that the model takes for a date or number ("Sergio | Marchionne")."""
    return kind in {"DATE", "TIME", "CARDINAL", "ORDINAL"} and end - start == 1 and _is_part(tree, start, set(), lexicon)


def _begins(tree: Tree, start: int, marked: set[int], lexicon: Lexicon) -> bool:
    """True if the word before a surname is the given name with which a sentence begins, not tagged as a name ("Thandiwe | Moyo")."""
    first = start - 1
    return (
        first in {s for s, _ in tree.sentences}
        and first not in marked
        and tree.deps[first] == "compound"
        and tree.heads[first] == start
        and tree.words[first][1:].islower()
        and tree.lower[first] not in lexicon.titles
        and tree.lower[first] not in lexicon.never
        and tree.lemmas[first] not in lexicon.person_nouns
        and tree.lemmas[first] not in lexicon.group
    )


def _with_particle(tree: Tree, start: int, lexicon: Lexicon) -> int:
    """Return where a name begins whose particle the model cut off: "Ursula von der | Leyen", "Tarcisio | de Freitas"."""
    first = start
    while first and tree.lower[first - 1] in lexicon.particles:
        first -= 1
    particle = first < start or tree.lower[start] in lexicon.particles
    if particle and first and tree.words[first - 1][0].isupper() and tree.heads[first - 1] >= first and tree.pos[first - 1] == "PROPN":
        return first - 1
    return start


def _is_part(tree: Tree, i: int, marked: set[int], lexicon: Lexicon) -> bool:
    word = tree.words[i]
    return (
        tree.pos[i] == "PROPN"
        and i not in marked
        and word[0].isupper()
        and not any(c.isdigit() for c in word)
        and tree.lower[i] not in lexicon.titles
        and tree.lower[i] not in lexicon.never
        and tree.lower[i] not in LOCATIVE
    )


def _outside(tree: Tree, i: int, lexicon: Lexicon) -> bool:
    word = tree.lower[i]
    if word in lexicon.begin:
        return False
    return (
        word in LOCATIVE
        or tree.pos[i] in {"DET", "PRON", "ADP", "CCONJ"}
        or word in POSSESSIVE
        or word in QUOTES
        or word == "the"
        or tree.words[i][0].islower()
    )
