import '../behaviours/enrol-device.js';
