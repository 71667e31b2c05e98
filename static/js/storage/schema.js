/** The stores. Upgrades only ever add: a store may hold rows that were never sent. */

export const VERSION = 2;

/** Bring a database of any older version up to this one. */
export function upgrade(db, from) {
  if (from < 1) first(db);
  if (from < 2) db.createObjectStore("blobs", { keyPath: "id" });
}

function first(db) {
  db.createObjectStore("meta");
  db.createObjectStore("keys");
  const outbox = db.createObjectStore("outbox", { keyPath: "n" });
  outbox.createIndex("id", "id", { unique: true });
  outbox.createIndex("open", "open");
  db.createObjectStore("base", { keyPath: "id" }).createIndex("reg", "reg");
  db.createObjectStore("refs", { keyPath: ["kind", "id"] });
  db.createObjectStore("parked", { keyPath: "id" });
  db.createObjectStore("operators", { keyPath: "id" });
  db.createObjectStore("log", { autoIncrement: true });
}
