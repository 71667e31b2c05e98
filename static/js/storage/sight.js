/** What a view is made of, as of one moment: no pull can come between its parts. */

const OPEN = 1;

/**
 * @param {import("./db.js").Connection} connection
 * @param {string} [register] all registers without it
 * @param {{at: string, base: Map<string, object>}} [known] what was read last: it stands until a pull has moved on
 * @returns {Promise<{rows: object[], reached: object, at: string, base: Map<string, object>}>} open outbox rows in n
 *   order, how far the last whole pull came, where the copy stands, and the server's records by id
 */
export function sight(connection, register, known) {
  return connection.use(async (db) => {
    const tx = db.transaction(["meta", "outbox", "base"]);
    const [meta, base] = [tx.objectStore("meta"), tx.objectStore("base")];
    const facts = ["reached", "epoch", "cursor", "sweep"].map((name) => meta.get(name));
    const [rows, reached, ...place] = await Promise.all(
      [tx.objectStore("outbox").index("open").getAll(OPEN), ...facts]);
    const at = JSON.stringify(place);
    rows.sort((a, b) => a.n - b.n);
    const seen = { rows, at, reached: reached ?? { epoch: "", seq: 0, safe: 0 } };
    if (known?.at === at) return { ...seen, base: known.base };
    const records = await (register ? base.index("reg").getAll(register) : base.getAll());
    return { ...seen, base: new Map(records.map((row) => [row.id, row])) };
  });
}
