/** All that is kept on this device, over one connection. */

import { Connection } from "./db.js";
import { Cupboard } from "./cupboard.js";
import { Mirror } from "./mirror.js";
import { Outbox } from "./outbox.js";
import { sight } from "./sight.js";
import { Spare } from "./spare.js";

/** @param {string} [name] of the database */
export function openStore(name) {
  const connection = new Connection(name);
  const spare = new Spare(name);
  return {
    connection,
    outbox: new Outbox(connection, spare),
    mirror: new Mirror(connection),
    cupboard: new Cupboard(connection, spare),
    sight: (register, known) => sight(connection, register, known),
    /** Renew the second copy of what nobody else has. */
    secure: () => spare.copy(connection),
    /** Take the second copy back where the first is gone. */
    recover: (now) => spare.restore(connection, now),
  };
}
