/** The pages that print: they lock and tell of the queue as all others do. */
import './page.js';
import '../behaviours/print-desk.js';
import '../behaviours/print-ruler.js';
