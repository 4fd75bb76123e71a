// shacl.mjs SHAPES DATA - what of DATA (Turtle) is not as SHAPES say, a line each; nothing when all is well.
// SPDX-License-Identifier: EUPL-1.2
import { readFileSync } from "node:fs";
import { Parser, Store } from "n3";
import SHACLValidator from "rdf-validate-shacl";

const read = (file) => new Store(new Parser({ baseIRI: "https://wijkscan.example/pakket/catalogus.ttl" }).parse(readFileSync(file, "utf8")));
const [shapes, data] = process.argv.slice(2).map(read);
const report = await new SHACLValidator(shapes).validate(data);
for (const result of report.results) {
  const words = result.message.map((one) => one.value).join(" ");
  console.log(`${result.focusNode?.value} ${result.path?.value} ${result.sourceConstraintComponent?.value} ${words}`);
}
