"""truth.py - the counts behind every share of persons, straight from the deliveries of care use.

SPDX-License-Identifier: EUPL-1.2
"""

import collections
import re

import shipped
from test_gate import areas_of, is_of_age, read_any_csv

SOURCE = "levering-zorggebruik"
MEASURE = re.compile(r"\[\{column: (\w+), minimum: ([\d.]+)\}\]")


class Truth:
    """persons: the rows of the deliveries, as dictionaries of text."""

    def __init__(self, persons):
        self.shares = list(self.read_shares())  # (indicator, per, breakdown, column, least, age)
        self.n = collections.Counter()  # [breakdown age, area, period]
        self.n_with = collections.Counter()  # [column, least, breakdown age, area, period]
        ages = {share[5] for share in self.shares}
        columns = {share[3:5] for share in self.shares}
        for row in persons:
            areas = [area for area, _ in areas_of(row["gebied"])]
            has = [(column, least) for column, least in columns if float(row[column].replace(",", ".")) >= least]
            for age in (age for age in ages if is_of_age(int(row["leeftijd"]), age)):
                for area in areas:
                    self.n[age, area, row["jaar"]] += 1
                    for column, least in has:
                        self.n_with[column, least, age, area, row["jaar"]] += 1

    @staticmethod
    def read_shares():
        for indicator, meaning in shipped.read_indicators().items():
            measure = meaning["measures"][0]
            found = MEASURE.fullmatch(measure.get("satisfies", ""))
            if measure["source"] == SOURCE and measure["kind"] == "share" and found:
                for breakdown, age in meaning["breakdowns"]:
                    yield indicator, float(measure["per"]), breakdown, found[1], float(found[2]), age

    def cells(self):
        """((indicator, area, period, breakdown), n_with, n, share in the unit of the indicator), nobody left out."""
        for indicator, per, breakdown, column, least, age in self.shares:
            for (of_age, area, period), n in self.n.items():
                if of_age == age:
                    n_with = self.n_with[column, least, age, area, period]
                    yield (indicator, area, period, breakdown), n_with, n, n_with / n * per


def read_deliveries(folder):
    """The persons of all deliveries of care use that are CSV."""
    return [row for path in sorted(folder.glob("zorggebruik_*.csv")) for row in read_any_csv(path)]
