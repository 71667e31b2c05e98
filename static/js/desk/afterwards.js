/** What a page begins when it stands: nobody waits for it. */
export { purge } from "./purging.js";
export { startUpdates } from "./updating.js";
export { startTriggers } from "../sync/triggers.js";
