/** What a run needs: no page asks for it before it is on the glass. */
export { pull } from "./pull.js";
export { push } from "./push.js";
