"""shipped.py - reads the shipped catalogue by itself, so that a test asks the catalogue and not the program.

Knows only the layout of the files that are shipped, and stops at a line of a measure that it does not know.
SPDX-License-Identifier: EUPL-1.2
"""

import re

import workshop

INDICATOR = re.compile(r"  - id: (\S+)$")
SECTION = re.compile(r"    (\w+):(.*)$")
MEASURE = re.compile(r"      - source: (\S+)$")
KEY = re.compile(r"        (\w+):\s*(.*)$")
ITEM = re.compile(r"          - (\{.*\})$")
FLOW = re.compile(r"\{[^{}]*\}")
BREAKDOWN = re.compile(r"      - \{id: ([^,]+),.*?(?:, age: ([^,}]+))?(?:, sex: (\w+))?\}$")
MAPPED = re.compile(r'\s+- \{from: "?([^,"]+?)"?, to: "?([^,"}]+?)"?\}')
POPULATION = re.compile(r"  - \{column: (\w+), age: ([^}]+)\}")
ALIAS = re.compile(r"  - \{from: ([^,]+), to: (GM\d{4})\}")


def read_set(text):
    """{from: "2011", to: "2013", columns: [a, b]} as (first year, last year, names)."""
    first = re.search(r'from: "(\d+)"', text)
    last = re.search(r'\bto: "(\d+)"', text)
    columns = re.search(r"columns: \[([^\]]*)\]", text)
    return (
        first[1] if first else "0000",
        last[1] if last else "9999",
        [name.strip() for name in columns[1].split(",")],
    )


def read_indicators():
    """{id: {"measures": [...], "breakdowns": [(id, age or None)], "sexes": {breakdown id: sex}}}"""
    indicators = {}
    for path in sorted((workshop.SOURCE / "catalogue" / "indicators").glob("*.yaml")):
        indicator = measure = section = key = None
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if found := INDICATOR.match(line):
                indicator = indicators[found[1]] = {"measures": [], "breakdowns": [], "sexes": {}}
                section = None
            elif indicator is not None and (found := SECTION.match(line)):
                section = found[1]
            elif section == "measures" and (found := MEASURE.match(line)):
                measure = {"source": found[1]}
                indicator["measures"].append(measure)
            elif section == "measures" and (found := KEY.match(line)):
                key = found[1]
                is_sets = key in ("numerator", "denominator")
                measure[key] = [read_set(one) for one in FLOW.findall(found[2])] if is_sets else found[2]
            elif section == "measures" and (found := ITEM.match(line)):
                measure[key].append(read_set(found[1]))
            elif section == "breakdowns" and (found := BREAKDOWN.match(line)):
                indicator["breakdowns"].append((found[1], found[2]))
                indicator["sexes"].update({found[1]: found[3]} if found[3] else {})
            elif section in ("measures", "breakdowns") and line.strip() and not line.lstrip().startswith("#"):
                raise ValueError(f"{path}:{number}: not understood")
    for indicator in indicators.values():
        indicator["breakdowns"] = indicator["breakdowns"] or [("totaal", None)]
    return indicators


def of_group(measure, age):
    """A measure and an age of its rows; where ages are columns (by_population), of that column and of all rows."""
    if measure.get("by_population") != "yes" or age is None:
        return measure, age
    text = (workshop.SOURCE / "catalogue" / "sources" / f"{measure['source']}.yaml").read_text(encoding="utf-8")
    column = {found[2]: found[1] for found in map(POPULATION.match, text.splitlines()) if found}[age]
    return {**measure, "numerator": [("0000", "9999", [column])]}, None


def read_map(source, key):
    """The from-to pairs under a key of a source."""
    pairs = {}
    inside = False
    for line in (workshop.SOURCE / "catalogue" / "sources" / f"{source}.yaml").read_text(encoding="utf-8").splitlines():
        if re.match(r"\S", line):
            inside = line.startswith(key + ":")
        elif inside and (found := MAPPED.match(line) or ALIAS.match(line)):
            pairs[found[1]] = found[2]
    return pairs
