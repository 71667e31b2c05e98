/** The pages that print. */
import '../behaviours/print-desk.js';
import '../behaviours/print-ruler.js';
