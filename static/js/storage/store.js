/** All that is kept on this device, over one connection. */

import { Connection } from "./db.js";
import { Cupboard } from "./cupboard.js";
import { Mirror } from "./mirror.js";
import { Outbox } from "./outbox.js";
import { sight } from "./sight.js";

/**
 * The second copy is fetched when it is first needed: a page stands without it. The first copy is on the disk when it
 * is asked, so what fails here is no fault of whoever saves; the next one tries again.
 */
function second(name) {
  let loading = null;
  const load = async () => new (await import("./spare.js")).Spare(name);
  return async (work) => {
    try {
      return await work(await (loading ??= load()));
    } catch {
      loading = null;
      return undefined;
    }
  };
}

/** @param {string} [name] of the database */
export function openStore(name) {
  const connection = new Connection(name);
  const spare = second(name);
  return {
    connection,
    outbox: new Outbox(connection, spare),
    mirror: new Mirror(connection),
    cupboard: new Cupboard(connection, spare),
    sight: (register, known) => sight(connection, register, known),
    /** Renew the second copy of what nobody else has. */
    secure: () => spare((copy) => copy.renew(connection)),
    /** Take the second copy back where the first is gone. */
    recover: (now) => spare((copy) => copy.restore(connection, now)),
  };
}
