/** All that is kept on this device, over one connection. */

import { Connection } from "./db.js";
import { Cupboard } from "./cupboard.js";
import { Mirror } from "./mirror.js";
import { Outbox } from "./outbox.js";
import { sight } from "./sight.js";

/** @param {string} [name] of the database */
export function openStore(name) {
  const connection = new Connection(name);
  return {
    connection,
    outbox: new Outbox(connection),
    mirror: new Mirror(connection),
    cupboard: new Cupboard(connection),
    sight: (register, known) => sight(connection, register, known),
  };
}
