/** Begin to read while the page is still being parsed: what it shows first waits for the disk longest. */
import { desk } from '../desk.js';
import { awake } from '../helpers/house.js';

const [, , register] = location.pathname.split('/');
// Nobody misses an answer that did not come: who needs it asks again, and hears why.
const asked = [awake(), desk.now(), ...(register in desk.registers ? [desk.records(register)] : [])];
for (const one of asked) one.catch(() => {});
