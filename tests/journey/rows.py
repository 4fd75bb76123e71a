"""rows.py - reads deliveries with nothing but Python, and works out what the picture must say of them.

SPDX-License-Identifier: EUPL-1.2
"""

import csv
import math
import re
import xml.etree.ElementTree as xml
import zipfile

import shipped

SUFFIX = re.compile(r"_\d+$")
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
MODELLED = {"rivm-50090ned"}  # a number of these is what a model says
SEXES = {"M": "man", "V": "vrouw"}
OK, HIDDEN, NOT_DELIVERED, NOT_APPLICABLE = "ok", "hidden", "not_delivered", "not_applicable"


def stem(name):
    return SUFFIX.sub("", name.strip()).lower()


def read_csv(path):
    """[(line number, {stem: cell})]; of two columns with one stem the first."""
    found = []
    with open(path, encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, delimiter=";")
        names = [stem(name) for name in next(reader)]
        for cells in reader:
            row = {}
            for name, cell in zip(names, cells, strict=True):
                row.setdefault(name, cell.strip())
            found.append((reader.line_num, row))
    return found


def column_index(reference):
    index = 0
    for letter in reference:
        if not letter.isalpha():
            break
        index = index * 26 + ord(letter) - 64
    return index - 1


def read_xlsx(path):
    """The first sheet, as read_csv gives it."""
    with zipfile.ZipFile(path) as book:
        shared = []
        if "xl/sharedStrings.xml" in book.namelist():
            for _, item in xml.iterparse(book.open("xl/sharedStrings.xml")):
                if item.tag == SHEET + "si":
                    shared.append("".join(part.text or "" for part in item.iter(SHEET + "t")))
                    item.clear()
        found = []
        names = None
        for _, line in xml.iterparse(book.open("xl/worksheets/sheet1.xml")):
            if line.tag != SHEET + "row":
                continue
            cells = {}
            for cell in line:
                value = cell.find(SHEET + "v")
                text = "" if value is None else value.text or ""
                if cell.get("t") == "s" and text:
                    text = shared[int(text)]
                elif cell.get("t") == "inlineStr":
                    text = "".join(part.text or "" for part in cell.iter(SHEET + "t"))
                cells[column_index(cell.get("r"))] = text.strip()
            number = int(line.get("r"))
            line.clear()
            if names is None:
                names = {index: stem(text) for index, text in cells.items()}
                continue
            row = {}
            for index, name in names.items():
                row.setdefault(name, cells.get(index, ""))
            found.append((number, row))
    return found


def number(cell):
    """(value, status) of one cell of CBS, RIVM or Vektis."""
    if cell == "":
        return None, NOT_DELIVERED
    if cell == ".":
        return None, HIDDEN
    return float(cell), OK


def total(cells):
    """A sum of cells; of which one is missing there is no sum."""
    parts = [number(cell) for cell in cells]
    missing = [part for part in parts if part[0] is None]
    return missing[0] if missing else (math.fsum(part[0] for part in parts), OK)


def ratio(above, below, per):
    """Both as number() gives them."""
    if above[0] is None:
        return above
    if below[0] is None:
        return below
    if below[0] <= 0:
        return None, NOT_APPLICABLE
    return above[0] / below[0] * per, OK


def area_code(cell):
    return "NL00" if re.fullmatch(r"NL\d\d", cell) else cell


def year_columns(sets, period, names):
    """The columns that a measure takes in this period, of those the file has."""
    return [
        name.lower() for first, last, columns in sets if first <= period <= last for name in columns if name.lower() in names
    ]


class Figures:
    """What one source delivered: of each area, period and age a row of cells, and where it stands."""

    def __init__(self):
        self.cells = {}  # (area, period, age): (file name, line, row)
        self.names = {}  # period: column stems

    def add(self, file, line, area, period, age, row):
        key = (area, period, age)
        if key in self.cells:
            raise AssertionError(f"{file}: line {line}: {key} stands twice in the delivery")
        self.cells[key] = (file, line, row)
        self.names.setdefault(period, set(row))

    def add_kwb(self, path, period):
        for line, row in read_csv(path):
            self.add(path.name, line, area_code(row["wijkenenbuurten"]), period, None, row)

    def add_rivm(self, path, ages):
        for line, row in read_xlsx(path) if path.suffix == ".xlsx" else read_csv(path):
            if row["marges"] != "MW00000":
                continue
            period = row["perioden"].removesuffix("JJ00")
            self.add(path.name, line, area_code(row["wijkenenbuurten"]), period, ages[row["leeftijd"]], row)

    def periods(self, age):
        return sorted({key[1] for key in self.cells if key[2] == age})


def expected_of_cells(figures, measure, age):
    """{(area, period): (value, status, file, line)} of a measure whose source has one row an area."""
    measure, age = shipped.of_group(measure, age)
    found = {}
    for (area, period, row_age), (file, line, row) in figures.cells.items():
        if row_age != age:
            continue
        above = year_columns(measure["numerator"], period, figures.names[period])
        if not above:
            continue
        value = total(row[name] for name in above)
        if measure["kind"] == "ratio":
            below = year_columns(measure["denominator"], period, figures.names[period])
            value = ratio(value, total(row[name] for name in below), float(measure.get("per", 1)))
        number, status = value
        if status == OK and measure["source"] in MODELLED:
            status = "estimate"
        found[area, period] = (number, status, file, line)
    return found


def is_within(group, ages):
    """Whether the age group "20-24" lies in the ages "20-64"; "90+" has no end."""

    def years(text):
        first, _, last = text.rstrip("+").partition("-")
        return int(first), int(last or 200)

    if ages is None:
        return True
    return group is not None and years(group)[0] >= years(ages)[0] and years(group)[1] <= years(ages)[1]


class Sums:
    """What Vektis delivered: many rows a gemeente, of each sex and age."""

    def __init__(self, codes, ages):
        self.codes = codes  # folded name: code
        self.ages = ages
        self.rows = []  # (code or None for the rest, period, age group or None, row)
        self.names = {}

    def add(self, path, period):
        for _, row in read_csv(path):
            name = row["gemeentenaam"]
            self.rows.append((self.codes[name] if name else None, period, self.ages.get(row["leeftijdsklasse"]), row))
            self.names.setdefault(period, set(row))

    def expected(self, measure, age, members, sex=None):
        """{(area, period): (value, status)} of gemeenten; GG1106 is the sum of its members."""
        if measure["kind"] == "indirect":
            return self.against_region(measure, age, members)
        above, below = {}, {}
        for code, period, row_age, row in self.rows:
            columns = year_columns(measure["numerator"], period, self.names[period])
            if code is None or not columns or not is_within(row_age, age) or sex not in (None, SEXES[row["geslacht"]]):
                continue
            for area in (code, "GG1106") if code in members else (code,):
                above.setdefault((area, period), []).extend(float(row[column]) for column in columns)
                below.setdefault((area, period), []).append(float(row["aantal_verzekerdejaren"]))
        if measure["kind"] == "given":
            return {key: (math.fsum(cells), OK) for key, cells in above.items()}
        return {key: (math.fsum(above[key]) / math.fsum(below[key]) * float(measure.get("per", 1)), OK) for key in above}

    def against_region(self, measure, age, members):
        """Costs divided by what they would be with the region's own cost of each age and sex."""
        costs, years, cells = {}, {}, []
        for code, period, row_age, row in self.rows:
            columns = year_columns(measure["numerator"], period, self.names[period])
            if code is None or not columns or not is_within(row_age, age):
                continue
            cell = (period, row_age, row["geslacht"])
            cost = math.fsum(float(row[column]) for column in columns)
            cells.append((code, cell, cost, float(row["aantal_verzekerdejaren"])))
            if code in members:
                costs.setdefault(cell, []).append(cost)
                years.setdefault(cell, []).append(float(row["aantal_verzekerdejaren"]))
        found, wanted = {}, {}
        for code, cell, cost, insured in cells:
            for area in (code, "GG1106") if code in members else (code,):
                found.setdefault((area, cell[0]), []).append(cost)
                wanted.setdefault((area, cell[0]), []).append(insured * math.fsum(costs[cell]) / math.fsum(years[cell]))
        return {key: (math.fsum(found[key]) / math.fsum(wanted[key]) * float(measure["per"]), OK) for key in found}
