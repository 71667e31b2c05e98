/**
 * The only place that calls fetch. It never throws and believes nothing but JSON:
 * a captive portal's page, half an answer or silence are told apart from an answer.
 */

export const PATIENCE = 20_000;
/** Somebody stands and waits, and the tablet has an answer of its own. */
export const SHORT = 4_000;

const JSON_TYPE = /^application\/(problem\+)?json\b/;

async function read(response) {
  if (!JSON_TYPE.test(response.headers.get("content-type") ?? "")) return null;
  try {
    return JSON.parse(await response.text());
  } catch {
    return null;
  }
}

function retryAfter(response) {
  const seconds = Number(response.headers.get("retry-after"));
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 0;
}

function options(method, body, signal, lang) {
  const headers = { accept: "application/json" };
  if (lang) headers["accept-language"] = lang;
  // A file travels as a form would send it; the browser writes that header itself.
  const plain = body === undefined || body instanceof FormData;
  if (!plain) headers["content-type"] = "application/json";
  return { method, headers, signal, body: plain ? body : JSON.stringify(body),
    cache: "no-store", credentials: "same-origin", redirect: "error" };
}

/**
 * @param {{now: () => number, patience: (ms: number) => AbortSignal, lang?: string, fetch?: typeof fetch}} ports
 * @returns {(method: string, path: string, body?: object, patience?: number) => Promise<{kind: "answer"|"garbled"|"silence",
 *   status: number, data: object|null, wait: number, sent: number, received: number, timeout: boolean}>}
 */
export function createHttp(ports) {
  const ask = ports.fetch ?? ((...args) => fetch(...args));
  return async (method, path, body, patience = PATIENCE) => {
    const sent = ports.now();
    const base = { status: 0, data: null, wait: 0, sent, timeout: false };
    try {
      const response = await ask(path, options(method, body, ports.patience(patience), ports.lang));
      const data = await read(response);
      const kind = data && typeof data === "object" ? "answer" : "garbled";
      return { ...base, kind, data, status: response.status, wait: retryAfter(response), received: ports.now() };
    } catch (error) {
      const timeout = error.name === "TimeoutError" || error.name === "AbortError";
      return { ...base, kind: "silence", timeout, received: ports.now() };
    }
  };
}
