/** Judge in JavaScript what Python hands over: one JSON text in, one verdict a code out. */

import { text } from "node:stream/consumers";
import { hex } from "../../static/js/models/bytes.js";
import { encode } from "../../static/js/models/gate/claims.js";
import { read } from "../../static/js/models/gate/trust_list.js";
import { judge } from "../../static/js/models/gate/verdict.js";
import { browserPorts } from "../../static/js/ports/browser.js";

const { look, codes } = JSON.parse(await text(process.stdin));
const gate = { ...look.gate, used: new Set(look.gate.used), known: new Set(look.gate.known) };
const known = { ...look, trust: read(look.trust), gate };
const found = [];
for (const code of codes) {
  const { colour, reasons, claims } = await judge(browserPorts(), code, known);
  found.push([colour, reasons, claims && hex(encode(claims))]);
}
process.stdout.write(JSON.stringify(found));
