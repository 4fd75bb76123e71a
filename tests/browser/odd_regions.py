"""odd_regions.py - regions as no demo has them, made of the demo's picture, for the pages to stand up to.

    odd_regions.py PICTURE FOLDER     writes FOLDER/KIND/picture.db, each sealed anew, and prints the kinds

SPDX-License-Identifier: EUPL-1.2
"""

import json
import pathlib
import shutil
import sqlite3
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
import seal

LONG = "Sint-Annaparochiebuitengebiedenmeervoudigeontwikkelingszone en de wijken daaromheen bij het kanaal"


def keep_maps(store, is_kept):
    """Only the shapes of areas that are kept; arcs may stay."""
    for level, text in store.execute("SELECT level, topojson FROM map").fetchall():
        topology = json.loads(text)
        shapes = topology["objects"]["gebieden"]
        shapes["geometries"] = [shape for shape in shapes["geometries"] if is_kept(shape["id"])]
        for shape in shapes["geometries"]:
            shape["properties"]["buren"] = [code for code in shape["properties"].get("buren", []) if is_kept(code)]
        store.execute("UPDATE map SET topojson = ? WHERE level = ?", (json.dumps(topology), level))


def long_names(store):
    store.execute("UPDATE area SET name = ? || ' ' || name WHERE level IN ('gemeente', 'wijk', 'buurt')", (LONG,))
    store.execute("UPDATE indicator SET dutch = ? || ' ' || dutch, english = ? || ' ' || english", (LONG, LONG))
    store.execute("UPDATE theme SET dutch = ?, english = ?", (LONG, LONG))
    store.execute("UPDATE release SET region_name = ?", (LONG,))


def one_wijk(store):
    gemeente, wijk = store.execute("SELECT parent, code FROM area WHERE level = 'wijk' ORDER BY number LIMIT 1").fetchone()
    buurten = {code for (code,) in store.execute("SELECT code FROM area WHERE parent = ?", (wijk,))}
    kept = {gemeente, wijk} | buurten
    gone = [(number,) for number, code, level in store.execute("SELECT number, code, level FROM area").fetchall()
            if level in ("gemeente", "wijk", "buurt") and code not in kept]
    for table, column in (("value", "area"), ("verdict", "area"), ("trend", "area"), ("signal", "area"), ("area", "number")):
        store.executemany(f"DELETE FROM {table} WHERE {column} = ?", gone)
    keep_maps(store, lambda code: code in kept)


def many_wijken(store):
    """Each wijk four times; the new ones are in the table and not on the map."""
    columns = [row[1] for row in store.execute("PRAGMA table_info(value)")]
    wijken = store.execute("SELECT release, number, code, name, parent, editions FROM area WHERE level = 'wijk'").fetchall()
    number = store.execute("SELECT max(number) FROM area").fetchone()[0]
    for copy in (1, 2, 3):
        for release, old, code, name, parent, editions in wijken:
            number += 1
            new = f"{code[:6]}{(int(code[6:]) + 23 * copy) % 100:02d}"
            if store.execute("SELECT 1 FROM area WHERE release = ? AND code = ?", (release, new)).fetchone():
                continue
            store.execute("INSERT INTO area VALUES (?, ?, ?, 'wijk', ?, ?, ?, 0)", (release, number, new, f"{name} {copy}", parent, editions))
            chosen = ", ".join("?" if name == "area" else name for name in columns)
            store.execute(f"INSERT INTO value SELECT {chosen} FROM value WHERE area = ?", (number, old))


def all_hidden(store):
    store.execute("UPDATE value SET value = NULL, lower = NULL, upper = NULL, status = 'hidden', decision = 'hidden', rows = NULL, flags = '', method = NULL")
    for table in ("verdict", "trend", "trend_test", "series_test", "signal", "signal_list", "class_bound", "model"):
        store.execute(f"DELETE FROM {table}")


def all_equal(store):
    store.execute("UPDATE value SET value = 5, lower = 5, upper = 5 WHERE value IS NOT NULL")
    for table in ("verdict", "trend", "trend_test", "series_test", "class_bound"):
        store.execute(f"DELETE FROM {table}")


def negative(store):
    store.execute("UPDATE value SET value = -value, lower = -upper, upper = -lower WHERE value IS NOT NULL")
    bounds = store.execute("SELECT release, indicator, level, max(position) + 1 FROM class_bound GROUP BY 1, 2, 3").fetchall()
    for release, indicator, level, n in bounds:
        rows = store.execute("SELECT bound FROM class_bound WHERE (release, indicator, level) = (?, ?, ?) ORDER BY bound DESC",
                             (release, indicator, level)).fetchall()
        for position in range(n):
            store.execute("UPDATE class_bound SET bound = ? WHERE (release, indicator, level, position) = (?, ?, ?, ?)",
                          (-rows[position][0], release, indicator, level, position))


def one_period(store):
    newest = "(SELECT max(p.period) FROM series p WHERE p.release = s.release AND p.indicator = s.indicator)"
    gone = f"SELECT number FROM series s WHERE period < {newest}"
    for table in ("value", "verdict", "series_test"):
        store.execute(f"DELETE FROM {table} WHERE series IN ({gone})")
    store.execute(f"DELETE FROM series WHERE number IN ({gone})")
    store.execute("DELETE FROM trend")
    store.execute("DELETE FROM trend_test")


KINDS = {
    "long": long_names,
    "one": one_wijk,
    "many": many_wijken,
    "hidden": all_hidden,
    "equal": all_equal,
    "negative": negative,
    "period": one_period,
}


def main(picture, folder):
    for kind, change in KINDS.items():
        place = pathlib.Path(folder) / kind
        place.mkdir(parents=True)
        copy = place / "picture.db"
        shutil.copy(picture, copy)
        with sqlite3.connect(copy) as store:
            store.execute("PRAGMA foreign_keys = OFF")
            for (trigger,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                store.execute(f"DROP TRIGGER {trigger}")
            change(store)
            store.execute("DELETE FROM seal")
        seal.Verifier().seal(str(copy))
        print(kind)


main(*sys.argv[1:])
