// The `phoenix` client, unmodified: both serialisers, binary pushes, presence and reconnecting.
// Settings: VSN, SOCKET (path), TOKEN.
import assert from "node:assert/strict";
import { Presence, Socket } from "phoenix";
import WebSocket from "ws";

const { WS_URL, TOKEN, VSN, SOCKET } = process.env;

function connect() {
  const socket = new Socket(`${WS_URL}${SOCKET}`, {
    transport: WebSocket, vsn: VSN, params: { token: TOKEN }, reconnectAfterMs: () => 50, rejoinAfterMs: () => 50,
  });
  socket.connect();
  return socket;
}

const answer = (push) =>
  new Promise((resolve, reject) => push.receive("ok", resolve).receive("error", reject).receive("timeout", () => reject(new Error("timeout"))));
const event = (channel, name) => new Promise((resolve) => channel.on(name, resolve));

const [one, two] = [connect(), connect()];
const [a, b] = [one.channel("room:lobby", {}), two.channel("room:lobby", {})];
// It must be there before the first state comes.
const presence = new Presence(b);
await Promise.all([answer(a.join()), answer(b.join())]);

let heard = event(b, "new_msg");
await answer(a.push("new_msg", { text: "hé" }));
assert.deepEqual(await heard, { text: "hé" });

if (VSN.startsWith("2")) {
  const bytes = event(b, "bytes");
  await answer(a.push("bytes", new Uint8Array([0, 255, 7]).buffer));
  assert.deepEqual([...new Uint8Array(await bytes)], [0, 255, 7]);
}

assert.equal((await answer(a.push("ping", {}))).message, "pong");

const arrived = new Promise((resolve) => presence.onJoin((key, _, fresh) => resolve([key, fresh])));
await answer(a.push("presence", { type: "presence", event: "track", payload: { name: "Ann" } }));
const [key, fresh] = await arrived;
assert.equal(fresh.metas[0].name, "Ann");
const gone = new Promise((resolve) => presence.onLeave((left) => resolve(left)));

// The first socket is cut, comes back by itself and joins again.
const rejoined = new Promise((resolve) => a.joinPush.receive("ok", resolve));
one.conn.terminate();
assert.equal(await gone, key);
await rejoined;
heard = event(b, "again");
await answer(a.push("again", {}));
await heard;

// Rows of a table by the same client.
const rows = one.channel("realtime:rows", {
  config: { postgres_changes: [{ event: "INSERT", schema: "public", table: "notes" }] },
});
const joined = await answer(rows.join());
assert.equal(joined.postgres_changes[0].id, 1);
const change = event(rows, "postgres_changes");
const inserted = await fetch(`${process.env.API_URL}/api/v1/tables/notes/rows`, {
  method: "POST", headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
  body: JSON.stringify({ id: 1, body: "one" }),
});
assert.equal(inserted.status, 201);
assert.deepEqual((await change).data.record, { id: 1, body: "one" });

await answer(b.leave());
await assert.rejects(answer(two.channel("", {}).join()));
one.disconnect();
two.disconnect();
