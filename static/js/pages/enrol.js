import '../behaviours/broken-storage.js';
import '../behaviours/enrol-device.js';
