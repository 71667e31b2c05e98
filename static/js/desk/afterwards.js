/** What a page begins when it stands: nobody waits for it. */
export { startPictures } from "./pictures.js";
export { purge } from "./purging.js";
export { startTrust } from "./trusting.js";
export { startUpdates } from "./updating.js";
export { startTriggers } from "../sync/triggers.js";
