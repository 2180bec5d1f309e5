"""Part of speech and lemma of each token, as the language model's attribute ruler and lemmatizer give them, but remembered.

These two parts of a spaCy pipeline look at one token at a time: at its word, tag and dependency, in a few rules at the next token too
("gonna"). They take a fifth of the time of a pipeline without a transformer, most of it for words that were seen before. `Tagging` asks them
once for each word with its tag and dependency, and again for a whole passage only where a rule of several tokens could apply.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from graphbuilder.extract.grammar.frames import spellings

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

MOST = 200_000  # words remembered, some 60 MB
LOCAL = frozenset({"ORTH", "TEXT", "LOWER", "NORM", "SHAPE", "LENGTH", "TAG", "DEP"})  # and IS_..., LIKE_...: what rules may ask of a token
READERS = frozenset({"tok2vec", "transformer", "tagger", "parser", "senter", "ner"})  # parts that need neither parts of speech nor lemmas


class Word(NamedTuple):
    """What is known of a token in its sentence. `lemma` and `lower` are in small letters, a verb's lemma in its American spelling."""

    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str


class Tagging:
    """Gives the words of documents that `nlp.pipe(texts, disable=tagging.skipped)` has parsed."""

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp
        self.skipped = _skippable(nlp)
        self._verbs = spellings()
        self._remembered: dict[tuple[int, int, int], tuple[Word, bool]] = {}
        if self.skipped:
            from spacy.matcher import Matcher

            self._begins = Matcher(nlp.vocab)
            for rule in _rules(nlp):
                if len(rule) > 1:
                    self._begins.add("begins", [rule[:1]])

    def words(self, doc: Doc) -> list[Word]:
        """Return the words of a parsed text."""
        from spacy.attrs import DEP, ORTH, TAG

        if not self.skipped:
            return [self._word(token) for token in doc]
        if len(self._remembered) > MOST:
            self._remembered.clear()
        words = []
        for key in map(tuple, doc.to_array([ORTH, TAG, DEP]).tolist()):
            word, begins = self._remembered.get(key) or self._remember(*key)
            if begins:
                return [self._word(token) for token in self._tagged(doc)]
            words.append(word)
        return words

    def _remember(self, orth: int, tag: int, dep: int) -> tuple[Word, bool]:
        from spacy.tokens import Doc

        strings = self.nlp.vocab.strings
        doc = Doc(self.nlp.vocab, words=[strings[orth]], tags=[strings[tag]], deps=[strings[dep]], heads=[0])
        begins = bool(self._begins(doc))
        found = self._remembered[orth, tag, dep] = self._word(self._tagged(doc)[0]), begins
        return found

    def _tagged(self, doc: Doc) -> Doc:
        for name in self.skipped:
            doc = self.nlp.get_pipe(name)(doc)
        return doc

    def _word(self, token: Token) -> Word:
        lower = token.lemma_.lower()
        lemma = self._verbs.get(lower, lower) if token.pos_ == "VERB" else lower
        return Word(token.text, token.text.lower(), lemma, token.pos_, token.tag_, token.dep_)


@cache
def load_tagging(nlp: Language) -> Tagging:
    """Return the tagging of a language model; the second call returns the same one."""
    return Tagging(nlp)


def _rules(nlp: Language) -> list[list[dict[str, Any]]]:
    """Return the rules of the attribute ruler, each a list of what is asked of one token after the other."""
    from spacy.pipeline import AttributeRuler

    ruler = nlp.get_pipe("attribute_ruler")
    entries: list[Any] = ruler.patterns if isinstance(ruler, AttributeRuler) else []
    return [rule for entry in entries for rule in entry["patterns"]]


def _skippable(nlp: Language) -> tuple[str, ...]:
    """Return which parts of the pipeline `Tagging` does the work of: none where a result could hang on more than a token or two."""
    names = ("attribute_ruler", "lemmatizer")
    others = [nlp.get_pipe_meta(name).factory for name in nlp.pipe_names if name not in names]
    if not READERS.issuperset(others) or [nlp.get_pipe_meta(name).factory for name in names if name in nlp.pipe_names] != [*names]:
        return ()
    asked = {str(name) for rule in _rules(nlp) for token in rule for name in token}
    return names if all(name in LOCAL or name.startswith(("IS_", "LIKE_")) for name in asked) else ()
