import './page.js';
import '../behaviours/record-actions.js';
import '../behaviours/scan-field.js';
import '../behaviours/scan-slip.js';
import '../behaviours/scan-wedge.js';
import { idle } from '../helpers/idle.js';

// A scanner and a hand are heard at once; the camera is a tap away, and the card has its own words.
idle(() => Promise.all([import('../behaviours/camera-scan.js'), import('../behaviours/prompt-card.js')]));
