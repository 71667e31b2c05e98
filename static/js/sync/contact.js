/** What every answer of the server tells besides its own matter. */

import { offset } from "../models/time.js";

const isEpoch = (data) => typeof data?.epoch === "string" && Number.isInteger(data.server_time);

/** @returns {boolean} whether this is an answer of our server to a sync question */
export const genuine = (answer) => answer.kind === "answer" && answer.status === 200 && isEpoch(answer.data);

/** Keep the clock's offset, the newest server time, what the shell should be, and an alarm over this device. */
export async function note(cupboard, { sent, received, data }) {
  const newest = (await cupboard.get("server_time")) ?? 0;
  await cupboard.jot({
    measured: offset(sent, received, data.server_time),
    contact: received,
    server_time: Math.max(newest, data.server_time),
    min_shell: data.min_shell ?? "",
    trust_version: data.trust_version ?? 0,
    house_key: data.key ?? "",
    ...("alarm" in data && { alarm: data.alarm === true }),
  });
}
