"""leaving.py - reads the forms that a table leaves in, with nothing but Python, and lays them beside the screen.

Each reader gives {(breakdown, area, period): (value, lower, upper, status)}, with statuses in the words of the screen.
SPDX-License-Identifier: EUPL-1.2
"""

import csv
import io
import itertools
import json
import math
import re
import xml.etree.ElementTree as xml
import zipfile

STATUSES = {
    "ok": "gemeten", "estimate": "schatting", "converted": "omgerekend", "provisional": "voorlopig", "hidden": "geheim",
    "too_few": "onbetrouwbaar", "not_delivered": "ontbreekt", "not_applicable": "nvt", "not_released": "nognietvrij",
    "boundary": "grens",
}
ON_SCREEN = {dutch: code for code, dutch in STATUSES.items()}
EMPTY = {"hidden", "too_few", "not_delivered", "not_applicable", "not_released", "boundary"}
NUMBERS = ("waarde", "onder", "boven")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def of_screen(body):
    """A reply of /api/v1/waarden."""
    return {
        (body["uitsplitsing"], area, body["periode"]): (value, lower, upper, status)
        for area, value, lower, upper, status in zip(
            body["gebied"], body["waarde"], body["onder"], body["boven"], body["status"], strict=True)
    }


def of_rows(rows, number):
    found = {}
    for row in rows:
        key = (row["uitsplitsing"], row["gebied"], row["periode"])
        if key in found:
            raise AssertionError(f"{key} stands twice in the table")
        found[key] = (*(number(row[name]) for name in NUMBERS), ON_SCREEN[row["status"]])
    return found


def of_csv(body):
    if b"\r" in body.replace(b"\r\n", b"") or b"\n" in body.replace(b"\r\n", b""):
        raise AssertionError("a line end that is not CR LF")
    rows = csv.DictReader(io.StringIO(body.decode(), newline=""), strict=True)
    return of_rows(rows, lambda text: float(text) if text else None)


def of_dutch_csv(body):
    if not body.startswith(b"\xef\xbb\xbf"):
        raise AssertionError("no byte order mark")
    rows = csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";", strict=True)

    def number(text):
        if "." in text:
            raise AssertionError(f"a decimal point: {text}")
        return float(text.replace(",", ".")) if text else None

    return of_rows(rows, number)


def of_json_stat(body):
    """Read as https://json-stat.org/full/ says, knowing only the ids of the dimensions."""
    data = json.loads(body)
    if (data["version"], data["class"]) != ("2.0", "dataset") or len(data["value"]) != math.prod(data["size"]):
        raise AssertionError("not JSON-stat 2.0")
    categories = [data["dimension"][name]["category"]["index"] for name in data["id"]]
    if [len(ids) for ids in categories] != data["size"]:
        raise AssertionError("size and categories differ")
    found = {}
    for place, ids in enumerate(itertools.product(*categories)):
        at = dict(zip(data["id"], ids, strict=True))
        key = (at["uitsplitsing"], at[data["role"]["geo"][0]], at[data["role"]["time"][0]])
        status = data["status"].get(str(place))
        found.setdefault(key, {})[at["maat"]] = (data["value"][place], status)
    rows = {}
    for key, cells in found.items():
        value, status = cells["waarde"]
        if value is None and status is None:
            continue  # the release holds no such number
        rows[key] = (*(cells[name][0] for name in NUMBERS), ON_SCREEN[status or "gemeten"])
    return rows


def sheet(body, number):
    """The cells of a sheet, row by row: texts, floats, and None where there is nothing."""
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        if book.testzip() is not None:
            raise AssertionError("a damaged ZIP")
        strings = []
        if "xl/sharedStrings.xml" in book.namelist():
            strings = ["".join(part.text or "" for part in item.iter(MAIN + "t"))
                       for item in xml.fromstring(book.read("xl/sharedStrings.xml"))]
        root = xml.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
    rows = []
    for line in root.iter(MAIN + "row"):
        cells = {}
        for cell in line:
            column = 0
            for letter in re.match("[A-Z]+", cell.get("r"))[0]:
                column = column * 26 + ord(letter) - 64
            value = cell.find(MAIN + "v")
            if cell.get("t") == "inlineStr":
                cells[column] = "".join(part.text or "" for part in cell.iter(MAIN + "t"))
            elif cell.get("t") == "s":
                cells[column] = strings[int(value.text)]
            elif value is not None:
                cells[column] = float(value.text)
        rows.append([cells.get(n + 1) for n in range(max(cells, default=0))])
    return rows


def of_xlsx(body):
    header, *lines = sheet(body, 1)
    rows = [dict(itertools.zip_longest(header, line)) for line in lines]
    return of_rows(rows, lambda cell: cell)


def of_swing(body):
    """{(breakdown, area, period): value}."""
    found = {}
    for row in csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";", strict=True):
        value = float(row["WAARDE"].replace(",", "."))
        breakdown = row["NAAM"].partition("_")[2]
        found[breakdown, row["GEBIED"], row["PERIODE"]] = None if value == -99996 else value
    return found


READERS = {"csv": of_csv, "csv-nl": of_dutch_csv, "json-stat": of_json_stat, "xlsx": of_xlsx}


def differs(a, b):
    """A workbook holds 16 digits; all else must be the same to the last."""
    if a is None or b is None or isinstance(a, str):
        return a != b
    return not math.isclose(a, b, rel_tol=1e-15, abs_tol=0)


def differences(shown, left):
    """What is not the same, at most ten of them."""
    found = [f"{key} only on screen" for key in shown.keys() - left.keys()]
    found += [f"{key} only in the file" for key in left.keys() - shown.keys()]
    for key in shown.keys() & left.keys():
        if any(differs(a, b) for a, b in zip(shown[key], left[key], strict=True)):
            found.append(f"{key}: {shown[key]} on screen, {left[key]} in the file")
    return sorted(found)[:10]


def csvw_problems(described, body):
    """What of a CSV is not as its description says: header, datatypes, patterns, required cells, keys."""
    schema = described["tableSchema"]
    columns = {column["name"]: column for column in schema["columns"]}
    rows = csv.DictReader(io.StringIO(body.decode(), newline=""), strict=True)
    found, keys = [], set()
    if rows.fieldnames != [column["titles"] for column in schema["columns"]]:
        found.append("other columns")
    for row in rows:
        keys.add(tuple(row[name] for name in schema["primaryKey"]))
        for name, cell in row.items():
            kind = columns[name]["datatype"]
            base = kind if isinstance(kind, str) else kind["base"]
            if cell == "":
                if columns[name].get("required"):
                    found.append(f"{name} is empty")
            elif base == "number":
                if not re.fullmatch(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?", cell):
                    found.append(f"{name}: {cell} is no number")
            elif isinstance(kind, dict) and not re.fullmatch(kind["format"], cell):
                found.append(f"{name}: {cell} is not {kind['format']}")
    if len(keys) != rows.line_num - 1:
        found.append("a key stands twice")
    return found[:10]
