import js from "@eslint/js";
import globals from "globals";

// A message says what to write instead; tests/guards plants one violation of each.
const unsafe = [
  ["innerHTML", "Clone a <template> and bind textContent."],
  ["outerHTML", "Clone a <template> and replace the node."],
  ["insertAdjacentHTML", "Clone a <template> and insert the node."],
];

const sinks = [
  ...unsafe.map(([property, message]) => ({
    selector: `AssignmentExpression > MemberExpression.left[property.name="${property}"]`,
    message,
  })),
  {
    selector: 'CallExpression[callee.property.name="insertAdjacentHTML"]',
    message: "Clone a <template> and insert the node.",
  },
  {
    selector: 'CallExpression[callee.object.name="document"][callee.property.name=/^write(ln)?$/]',
    message: "Clone a <template> and append the node.",
  },
];

// Node has these as well, but they are the world outside: the core is handed them.
const timers = ["setTimeout", "setInterval"];
const ports = ["fetch", "navigator", "crypto", "WebSocket", "BroadcastChannel", ...timers];

export default [
  { ignores: ["build/", "var/", "node_modules/", ".venv/"] },
  js.configs.recommended,
  {
    files: ["**/*.{js,mjs}"],
    languageOptions: { ecmaVersion: 2023, sourceType: "module" },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: "error",
      "no-var": "error",
      "prefer-const": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-restricted-syntax": ["error", ...sinks],
      "no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      complexity: ["error", 12],
      "max-lines": ["error", { max: 150, skipBlankLines: true }],
      "max-lines-per-function": ["error", { max: 40, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ["static/**/*.js", "blueprints/**/*.js"],
    languageOptions: { globals: { ...globals.browser } },
  },
  { files: ["static/sw.js"], languageOptions: { globals: { ...globals.serviceworker } } },
  {
    // The client core has no DOM and no network: those are ports, so that the simulator runs it.
    files: ["static/js/models/**/*.js"],
    languageOptions: {
      globals: Object.fromEntries(
        Object.keys(globals.browser)
          .filter((name) => !(name in globals["shared-node-browser"]) || ports.includes(name))
          .map((name) => [name, "off"]),
      ),
    },
  },
  {
    files: ["tests/**/*.{js,mjs}", "*.config.js", "**/*.mjs", "benchmarks/**/*.js"],
    languageOptions: { globals: { ...globals.node } },
    rules: { "max-lines": ["error", { max: 450, skipBlankLines: true }], "max-lines-per-function": "off" },
  },
  { files: ["tests/journeys/*.js"], languageOptions: { globals: { ...globals.browser } } },
];
