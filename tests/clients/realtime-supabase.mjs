// `@supabase/realtime-js`, unmodified. Settings: VSN, TOKEN (an administrator), USER_TOKEN (a user).
import assert from "node:assert/strict";
import { RealtimeClient } from "@supabase/realtime-js";
import WebSocket from "ws";

const { API_URL, WS_URL, ANON_KEY, TOKEN, USER_TOKEN, VSN } = process.env;

function client(token) {
  const made = new RealtimeClient(`${WS_URL}/realtime/v1`, { transport: WebSocket, vsn: VSN, params: { apikey: ANON_KEY } });
  made.setAuth(token);
  return made;
}

const subscribed = (channel) =>
  new Promise((resolve, reject) =>
    channel.subscribe((status, error) => {
      if (status === "SUBSCRIBED") resolve(channel);
      if (status === "CHANNEL_ERROR" || status === "TIMED_OUT") reject(error ?? new Error(status));
    }));
const once = (channel, type, filter) => new Promise((resolve) => channel.on(type, filter, resolve));
const sql = async (query) => {
  const answer = await fetch(`${API_URL}/api/v1/sql/execute`, {
    method: "POST", headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
    body: JSON.stringify({ query }),
  });
  const body = await answer.json();
  assert.equal(body.success, true, JSON.stringify(body));
};

const [admin, user] = [client(TOKEN), client(USER_TOKEN)];

// Row changes: filters, selected columns, values as the client casts them.
const rows = admin.channel("rows");
const all = [];
rows.on("postgres_changes", { event: "*", schema: "public", table: "kinds" }, (change) => all.push(change));
const negated = once(rows, "postgres_changes", { event: "INSERT", schema: "public", table: "kinds", filter: "id=gt.1,name=not.in.(\"a,b\",c)" });
const chosen = once(rows, "postgres_changes", { event: "UPDATE", schema: "public", table: "kinds", filter: "name=ilike.%Z%", select: ["id", "name"] });
const removed = once(rows, "postgres_changes", { event: "DELETE", schema: "public", table: "kinds", filter: "id=eq.2" });
await subscribed(rows);
await sql(`INSERT INTO kinds VALUES (1, 'a,b', true, 1.5, '{"x": [1]}', '{1,2}', '2026-01-02 03:04:05+00');
           INSERT INTO kinds VALUES (2, 'd', false, 2, 'null', '{}', NULL);
           UPDATE kinds SET name = 'xyz' WHERE id = 1; DELETE FROM kinds`);
const inserted = await negated;
assert.equal(inserted.new.id, 2);
assert.deepEqual((await chosen).new, { id: 1, name: "xyz" });
assert.equal((await removed).old.id, 2);
assert.equal(all[0].eventType, "INSERT");
const { made, ...first } = all[0].new;
assert.deepEqual(first, { id: 1, name: "a,b", flag: true, price: 1.5, doc: { x: [1] }, list: [1, 2] });
assert.equal(new Date(made).toISOString(), "2026-01-02T03:04:05.000Z");
assert.equal(all.length, 5);

// Broadcasts: JSON and bytes, with acknowledgement and to oneself, and over HTTP.
const [talk, listen] = [
  admin.channel("room", { config: { broadcast: { ack: true, self: true } } }),
  user.channel("room"),
];
const [own, other, bytes, posted, postedBytes] = [
  once(talk, "broadcast", { event: "shout" }), once(listen, "broadcast", { event: "shout" }),
  once(listen, "broadcast", { event: "bytes" }), once(listen, "broadcast", { event: "posted" }),
  once(listen, "broadcast", { event: "posted-bytes" }),
];
await Promise.all([subscribed(talk), subscribed(listen)]);
assert.equal(await talk.send({ type: "broadcast", event: "shout", payload: { text: "hé 🎉" } }), "ok");
assert.deepEqual((await own).payload, { text: "hé 🎉" });
assert.deepEqual((await other).payload, { text: "hé 🎉" });
assert.equal((await talk.httpSend("posted", { n: 1 })).success, true);
assert.deepEqual((await posted).payload, { n: 1 });
if (VSN.startsWith("2")) {
  await talk.send({ type: "broadcast", event: "bytes", payload: new Uint8Array([0, 255]).buffer });
  assert.deepEqual([...new Uint8Array((await bytes).payload)], [0, 255]);
  await talk.httpSend("posted-bytes", new Uint8Array([1, 2]).buffer);
  assert.deepEqual([...new Uint8Array((await postedBytes).payload)], [1, 2]);
}

// Presence.
const [ann, bob] = [
  admin.channel("hall", { config: { presence: { key: "ann" } } }),
  user.channel("hall", { config: { presence: { key: "bob" } } }),
];
const joined = new Promise((resolve) => ann.on("presence", { event: "join" }, (news) => news.key === "bob" && resolve(news)));
const left = new Promise((resolve) => ann.on("presence", { event: "leave" }, (news) => news.key === "bob" && resolve(news)));
bob.on("presence", { event: "sync" }, () => {});
await Promise.all([subscribed(ann), subscribed(bob)]);
assert.equal(await ann.track({ mood: "good" }), "ok");
assert.equal(await bob.track({ mood: "fine" }), "ok");
assert.equal((await joined).newPresences[0].mood, "fine");
assert.equal(ann.presenceState().bob[0].mood, "fine");
assert.equal(await bob.untrack(), "ok");
assert.equal((await left).leftPresences[0].mood, "fine");

// Private channels: Supabase's policies decide.
await assert.rejects(subscribed(user.channel("secret:1", { config: { private: true } })), /Unauthorized/);
await sql(`CREATE POLICY "members read" ON realtime.messages FOR SELECT TO authenticated
             USING (realtime.topic() LIKE 'club:%' AND realtime.messages.extension IN ('broadcast', 'presence'));
           CREATE POLICY "members write" ON realtime.messages FOR INSERT TO authenticated
             WITH CHECK ((SELECT realtime.topic()) = 'club:open' AND extension = 'broadcast')`);
await sql(`SELECT realtime.send('{"n": 0}', 'past', 'club:open')`);
const club = user.channel("club:open", { config: { private: true, broadcast: { ack: true, replay: { since: 0, limit: 5 } } } });
const [past, sent, moved] = [
  once(club, "broadcast", { event: "past" }), once(club, "broadcast", { event: "from sql" }), once(club, "broadcast", { event: "INSERT" }),
];
await subscribed(club);
const replayed = await past;
assert.deepEqual([replayed.payload, replayed.meta.replayed], [{ n: 0 }, true]);
assert.equal(await club.send({ type: "broadcast", event: "hello", payload: {} }), "ok");
const closed = user.channel("club:closed", { config: { private: true, broadcast: { ack: true } } });
await subscribed(closed);
assert.equal(await closed.send({ type: "broadcast", event: "hello", payload: {} }), "error");
await assert.rejects(closed.httpSend("hello", {}));
await sql(`SELECT realtime.send('{"n": 1}', 'from sql', 'club:open')`);
assert.deepEqual((await sent).payload, { n: 1 });
await sql(`CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             PERFORM realtime.broadcast_changes('club:open', TG_OP, TG_OP, TG_TABLE_NAME, TG_TABLE_SCHEMA, NEW, OLD); RETURN NULL;
           END $$;
           CREATE TRIGGER tell AFTER INSERT ON kinds FOR EACH ROW EXECUTE FUNCTION tell();
           INSERT INTO kinds (id, name) VALUES (9, 'nine')`);
const { payload } = await moved;
assert.deepEqual([payload.operation, payload.table, payload.record.id, payload.old_record], ["INSERT", "kinds", 9, null]);

// The token is refreshed; the channels go on.
await user.setAuth(USER_TOKEN);
assert.equal(await club.send({ type: "broadcast", event: "still here", payload: {} }), "ok");

await Promise.all([admin.removeAllChannels(), user.removeAllChannels()]);
admin.disconnect();
user.disconnect();
