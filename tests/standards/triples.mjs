// triples.mjs FORM FILE - what FILE says, a triple a line (N-Triples) in order; FORM is turtle or json-ld, each read by its own library.
// SPDX-License-Identifier: EUPL-1.2
import { readFileSync } from "node:fs";
import jsonld from "jsonld";
import { Parser, Writer } from "n3";

const [form, file] = process.argv.slice(2);
const baseIRI = "https://wijkscan.example/pakket/catalogus.ttl";
const text = readFileSync(file, "utf8");
// A context that would have to be fetched is an error: nothing leaves this machine.
const documentLoader = (url) => Promise.reject(new Error(`asks for ${url}`));
const plain =
  form === "turtle" ? text : await jsonld.toRDF(JSON.parse(text), { base: baseIRI, format: "application/n-quads", documentLoader });
const writer = new Writer({ format: "N-Triples" });
const lines = new Parser({ baseIRI }).parse(plain).map((one) => writer.quadToString(one.subject, one.predicate, one.object, one.graph));
process.stdout.write([...new Set(lines)].sort().join(""));
