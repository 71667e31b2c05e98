/** The core without a browser: what pages, simulator and tests share. */

export * from "./backoff.js";
export * from "./bytes.js";
export * from "./clocks.js";
export * from "./conditions.js";
export * from "./effects.js";
export * from "./entry.js";
export * from "./ids.js";
export * from "./judging.js";
export * as numbers from "./numbers.js";
export * as operators from "./operators.js";
export * from "./overlay.js";
export * as queue from "./queue.js";
export * from "./retention.js";
export * from "./scope.js";
export * from "./search.js";
export * from "./summary.js";
export * from "./time.js";
export * from "./validators.js";
