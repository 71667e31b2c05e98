/**
 * What nearly every page has. The bundler puts it before every script (desk/assets.py), so that all of it is one
 * file: a module that some late scripts share with the pages would else be a request of its own, and pack badly.
 */
import './house.js';
import './idle.js';
import './times.js';
import './words.js';
import '../models/bind.js';
import '../models/bytes.js';
import '../models/initials.js';
import '../models/validators.js';
