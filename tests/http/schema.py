"""schema.py - holds JSON against the schemas of openapi.json: the part of OpenAPI 3.0 that it uses.

A keyword that is not known here is an error, so that nothing passes unchecked.

SPDX-License-Identifier: EUPL-1.2
"""

import re

TYPES = {
    "object": lambda x: isinstance(x, dict),
    "array": lambda x: isinstance(x, list),
    "string": lambda x: isinstance(x, str),
    "integer": lambda x: isinstance(x, int) and not isinstance(x, bool),
    "number": lambda x: isinstance(x, (int, float)) and not isinstance(x, bool),
    "boolean": lambda x: isinstance(x, bool),
}
KNOWN = {"type", "nullable", "enum", "pattern", "format", "minimum", "required", "properties", "additionalProperties", "items",
         "minItems", "maxItems", "description", "example"}
FORMATS = {"date": r"\d{4}-\d\d-\d\d", "date-time": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"}


class Schemas:
    def __init__(self, document):
        self.document = document

    def resolve(self, node):
        while "$ref" in node:
            target = self.document
            for part in node["$ref"].removeprefix("#/").split("/"):
                target = target[part]
            node = target
        return node

    def problems(self, schema, value, at="$"):
        """Every difference between value and schema, as text."""
        schema = self.resolve(schema)
        if unknown := set(schema) - KNOWN:
            raise ValueError(f"schema.py does not know {unknown}")
        if value is None:
            return [] if schema.get("nullable") else [f"{at}: null"]
        if "type" in schema and not TYPES[schema["type"]](value):
            return [f"{at}: {value!r} is no {schema['type']}"]
        found = []
        if "enum" in schema and value not in schema["enum"]:
            found.append(f"{at}: {value!r} is none of {schema['enum']}")
        if "pattern" in schema and not re.search(schema["pattern"], value):
            found.append(f"{at}: {value!r} does not match {schema['pattern']}")
        if "format" in schema and not re.fullmatch(FORMATS[schema["format"]], value):
            found.append(f"{at}: {value!r} is no {schema['format']}")
        if "minimum" in schema and value < schema["minimum"]:
            found.append(f"{at}: {value} is under {schema['minimum']}")
        if isinstance(value, dict):
            found += self.problems_of_object(schema, value, at)
        if isinstance(value, list):
            found += self.problems_of_array(schema, value, at)
        return found

    def problems_of_object(self, schema, value, at):
        properties = schema.get("properties", {})
        found = [f"{at}.{name} is missing" for name in schema.get("required", []) if name not in value]
        if schema.get("additionalProperties") is False:
            found += [f"{at}.{name} is not in the schema" for name in value if name not in properties]
        for name, part in properties.items():
            if name in value:
                found += self.problems(part, value[name], f"{at}.{name}")
        return found

    def problems_of_array(self, schema, value, at):
        found = []
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            found.append(f"{at}: {len(value)} items")
        for n, item in enumerate(value):
            found += self.problems(schema.get("items", {}), item, f"{at}[{n}]")
        return found
