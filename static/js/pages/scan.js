import './page.js';
import '../behaviours/record-actions.js';
import '../behaviours/prompt-card.js';
import '../behaviours/scan-field.js';
import '../behaviours/camera-scan.js';
import '../behaviours/scan-slip.js';
import '../behaviours/scan-wedge.js';
