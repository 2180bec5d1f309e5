"""Classes of words by which mentions are found; they are data (`data/mentions.toml`; those of events are read by `events.words`)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Words = frozenset[str]
CUES = (
    "bodies",
    "bodies_alone",
    "business",
    "business_posts",
    "held_in",
    "sites",
    "owned_sites",
    "surroundings",
    "done_to_bodies",
    "done_by_bodies",
    "sport",
    "lived",
    "apposed",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Sets of lower-cased words (see the comments in the data files); `peoples` maps each form to its plural noun."""

    state: Words
    group: Words
    collective: Words
    unofficial: Words
    of_a_state: Words
    state_bodies: Words
    titles: Words
    kept_titles: Words
    ranked: Words
    ranks: Words
    portfolios: Words
    heads: Words
    men: Words
    women: Words
    organization: Words
    place: Words
    inside: Words
    begin: Words
    legal: Words
    family: Words
    never: Words
    abbreviations: Words
    peoples: dict[str, str]
    region: Words
    regional: Words
    organization_nouns: dict[str, str]
    holders: Words
    kinds_first: Words
    country_nouns: Words
    place_nouns: Words
    person_nouns: Words
    armed: Words
    government: Words
    kinds: dict[str, str]
    men_names: Words
    women_names: Words
    given: Words
    particles: Words
    bodies: Words
    bodies_alone: Words
    business: Words
    business_posts: Words
    held_in: Words
    sites: Words
    owned_sites: Words
    surroundings: Words
    done_to_bodies: Words
    done_by_bodies: Words
    sport: Words
    lived: Words
    apposed: Words
    seats: Words
    saying: Words


@cache
def load_lexicon() -> Lexicon:
    """Return the packaged classes of words."""
    data = tomllib.loads(files("graphbuilder.data").joinpath("mentions.toml").read_text(encoding="utf-8"))
    nouns, titles, names, nominals = data["nouns"], data["titles"], data["names"], data["nominals"]
    return Lexicon(
        state=_words(nouns["state"]),
        group=_words(nouns["group"]),
        collective=_words(nouns["collective"]),
        unofficial=_words(nouns["unofficial"]),
        of_a_state=_words(nouns["of_a_state"]),
        state_bodies=_words(nouns["state_bodies"]),
        titles=_words(titles["words"]) | {"-"},
        kept_titles=_words(titles["kept"]),
        ranked=_words(titles["ranked"]),
        ranks=_words(titles["ranks"]),
        portfolios=_words(titles["portfolios"]),
        heads=_words(titles["heads"]),
        men=_words(titles["men"]),
        women=_words(titles["women"]),
        organization=_words(names["organization"]),
        place=_words(names["place"]),
        inside=_words(names["inside"]),
        begin=_words(names["begin"]),
        legal=_words(names["legal"]),
        family=_words(names["family"]),
        never=_words(names["never"]),
        abbreviations=_words(names["abbreviations"]),
        peoples={form: name for name, forms in data["peoples"].items() for form in forms.split()},
        region=_words(data["regions"]["adjectives"]),
        regional=_words(data["regions"]["posts"]),
        organization_nouns=dict(pair.split(":") for pair in nominals["organization"].split()),
        holders=_words(nominals["holders"]),
        kinds_first=_words(nominals["first"]),
        country_nouns=_words(nominals["country"]),
        place_nouns=_words(nominals["place"]),
        person_nouns=_words(nominals["person"]),
        armed=_words(nominals["armed"]),
        government=_words(nominals["government"]),
        kinds={name: kind for kind, named in data["kinds"].items() for name in named.split("|")},
        men_names=_words(data["given"]["men"]),
        women_names=_words(data["given"]["women"]),
        given=_words(data["given"]["men"]) | _words(data["given"]["women"]),
        particles=_words(names["particles"]),
        **{key: _words(data["cues"][key]) for key in CUES},
        seats=frozenset(data["metonyms"]["seats"].split("|")),
        saying=_words(data["metonyms"]["saying"]),
    )


def _words(text: str) -> Words:
    return frozenset(text.split())
