// @supabase/postgrest-js against /rest/v1.
import assert from "node:assert/strict";
import { PostgrestClient } from "@supabase/postgrest-js";

const client = new PostgrestClient(`${process.env.API_URL}/rest/v1`, {
  headers: { Authorization: `Bearer ${process.env.TOKEN}`, apikey: process.env.ANON_KEY },
});
const anon = new PostgrestClient(`${process.env.API_URL}/rest/v1`, { headers: { apikey: process.env.ANON_KEY } });

/** The data of an answer that must be one. */
async function data(request) {
  const { data, error } = await request;
  assert.equal(error, null, JSON.stringify(error));
  return data;
}
const ids = async (request) => (await data(request)).map((row) => row.id);
const projects = () => client.from("projects").select("id").order("id");

// Filters.
assert.deepEqual(await ids(projects().eq("name", "IOS")), [3]);
assert.deepEqual(await ids(projects().neq("id", 3).lte("id", 4)), [1, 2, 4]);
assert.deepEqual(await ids(projects().in("id", [1, 5])), [1, 5]);
assert.deepEqual(await ids(projects().is("client_id", null)), [5]);
assert.deepEqual(await ids(projects().not("client_id", "is", null).gt("id", 2)), [3, 4]);
assert.deepEqual(await ids(projects().like("name", "Windows%")), [1, 2]);
assert.deepEqual(await ids(projects().ilikeAnyOf("name", ["%ios%", "%osx%"])), [3, 4]);
assert.deepEqual(await ids(projects().likeAllOf("name", ["Win%", "%7"])), [1]);
assert.deepEqual(await ids(projects().contains("tags", ["os", "old"])), [1]);
assert.deepEqual(await ids(projects().containedBy("tags", ["os", "old", "x"])), [1, 2, 4, 5]);
assert.deepEqual(await ids(projects().overlaps("tags", ["mobile", "old"])), [1, 3]);
assert.deepEqual(await ids(projects().contains("data", { n: 7 })), [2]);
assert.deepEqual(await ids(projects().rangeGt("period", "[1,5)")), [2]);
assert.deepEqual(await ids(projects().rangeAdjacent("period", "[5,9)")), [1]);
assert.deepEqual(await ids(projects().textSearch("words", "window", { config: "english" })), [1, 2]);
assert.deepEqual(await ids(projects().textSearch("name", "'ios'", { type: "websearch" })), [3]);
assert.deepEqual(await ids(projects().match({ client_id: 1, name: "Windows 7" })), [1]);
assert.deepEqual(await ids(projects().or("id.eq.1,and(client_id.eq.2,name.like.O*)")), [1, 4]);
assert.deepEqual(await ids(projects().eq("data->a->b->>1", "2")), [1]);
assert.deepEqual(await ids(projects().filter("data->n", "gt", 5)), [2]);
assert.deepEqual(await ids(projects().regexMatch("name", "^Windows [0-9]$")), [1]);
assert.deepEqual(await ids(projects().isDistinct("client_id", 1)), [3, 4, 5]);

// Selections.
assert.deepEqual(await data(client.from("projects").select("n:name,client_id::text,b:data->a->b").eq("id", 1)), [
  { n: "Windows 7", client_id: "1", b: [1, 2] },
]);
assert.deepEqual(await data(client.from("projects").select("name,clients(name)").eq("id", 3)), [
  { name: "IOS", clients: { name: "Apple" } },
]);
assert.deepEqual(await data(client.from("clients").select("name,projects(id)").order("id", { referencedTable: "projects", ascending: false }).limit(1, { referencedTable: "projects" }).order("id")), [
  { name: "Microsoft", projects: [{ id: 2 }] },
  { name: "Apple", projects: [{ id: 4 }] },
  { name: "Idle", projects: [] },
]);
assert.deepEqual(await data(client.from("clients").select("name,projects!inner(id)").eq("projects.name", "IOS")), [
  { name: "Apple", projects: [{ id: 3 }] },
]);
assert.deepEqual(await data(client.from("tasks").select("id,people(name)").eq("id", 1)), [
  { id: 1, people: [{ name: "Angela" }, { name: "Michael" }] },
]);
assert.deepEqual(await data(client.from("projects").select("id,...clients(client:name)").eq("id", 1)), [
  { id: 1, client: "Microsoft" },
]);
assert.deepEqual(await data(client.from("messages").select("body,from:people!sender(name),to:people!recipient(name)").eq("id", 1)), [
  { body: "hi", from: { name: "Angela" }, to: { name: "Michael" } },
]);
assert.deepEqual(await ids(client.from("projects").select("id,clients(name)").order("clients(name)").order("id").not("client_id", "is", null)), [3, 4, 1, 2]);
const ambiguous = await client.from("messages").select("people(name)");
assert.equal(ambiguous.status, 300);
assert.equal(ambiguous.error.code, "PGRST201");

// Ranges and counts.
const page = await client.from("projects").select("id", { count: "exact" }).order("id").range(1, 2);
assert.deepEqual([page.status, page.count, page.data], [206, 5, [{ id: 2 }, { id: 3 }]]);
const head = await client.from("projects").select("*", { count: "exact", head: true });
assert.deepEqual([head.status, head.count, head.data], [200, 5, null]);
const beyond = await client.from("projects").select("id", { count: "exact" }).range(10, 20);
assert.deepEqual([beyond.status, beyond.error.code], [416, "PGRST103"]);

// Single rows and other forms.
assert.deepEqual(await data(client.from("clients").select().eq("id", 1).single()), { id: 1, name: "Microsoft" });
const several = await client.from("clients").select().single();
assert.deepEqual([several.status, several.error.code], [406, "PGRST116"]);
assert.equal(await data(client.from("clients").select().eq("id", 99).maybeSingle()), null);
assert.equal(await data(client.from("clients").select("id,name").order("id").csv()), "id,name\n1,Microsoft\n2,Apple\n3,Idle\n");

// Writes.
const made = await client.from("clients").insert({ name: "New" }).select().single();
assert.deepEqual([made.status, made.data.name], [201, "New"]);
assert.equal((await client.from("clients").insert([{ name: "a" }, { name: "b" }])).status, 201);
const some = await data(client.from("projects").insert([{ name: "p" }, { name: "q", mood: "sad" }], { defaultToNull: false }).select("name,mood"));
assert.deepEqual(some, [{ name: "p", mood: "glad" }, { name: "q", mood: "sad" }]);
const conflict = await client.from("clients").insert({ id: 1, name: "x" });
assert.deepEqual([conflict.status, conflict.error.code], [409, "23505"]);
assert.deepEqual(await data(client.from("clients").upsert({ id: 1, name: "MS" }).select()), [{ id: 1, name: "MS" }]);
assert.deepEqual(await data(client.from("clients").upsert({ id: 1, name: "no" }, { ignoreDuplicates: true }).select()), []);
assert.equal((await data(client.from("clients").upsert({ name: "MS" }, { onConflict: "name" }).select())).length, 1);
const changed = await client.from("clients").update({ name: "Microsoft" }, { count: "exact" }).eq("id", 1).select();
assert.deepEqual([changed.status, changed.count, changed.data], [200, 1, [{ id: 1, name: "Microsoft" }]]);
assert.equal((await client.from("clients").update({ name: "z" }).eq("id", 999)).status, 204);
const removed = await client.from("clients").delete({ count: "exact" }).in("name", ["a", "b"]).select("name").order("name");
assert.deepEqual([removed.status, removed.count, removed.data], [200, 2, [{ name: "a" }, { name: "b" }]]);
const tooMany = await client.from("messages").delete().gt("id", 0).maxAffected(1);
assert.deepEqual([tooMany.status, tooMany.error.code], [400, "PGRST124"]);
const undone = await client.from("clients").update({ name: "gone" }).eq("id", 2).rollback().select();
assert.deepEqual(undone.data, [{ id: 2, name: "gone" }]);
assert.deepEqual(await data(client.from("clients").select("name").eq("id", 2)), [{ name: "Apple" }]);

// Functions.
assert.equal(await data(client.rpc("add_up", { a: 1, b: 2 })), 3);
assert.equal(await data(client.rpc("add_up", { a: 1 }, { get: true })), 11);
assert.deepEqual(await data(client.rpc("numbers", { upto: 3 })), [1, 2, 3]);
assert.deepEqual(await ids(client.rpc("projects_of", { client: 1 }).select("id,clients(name)").gt("id", 1)), [2]);
assert.deepEqual(await data(client.rpc("pair")), { x: 1, y: "one" });
const nothing = await client.rpc("rename_client", { client: 3, new_name: "Busy" });
assert.deepEqual([nothing.status, nothing.data], [204, null]);
const failed = await client.rpc("fail");
assert.deepEqual([failed.status, failed.error.message, failed.error.details, failed.error.hint], [400, "I refuse", "Simple", "None"]);

// Rights and errors.
assert.equal((await anon.from("clients").select()).status, 200);
const denied = await anon.from("people").select();
assert.deepEqual([denied.status, denied.error.code, denied.data], [401, "42501", null]);
const absent = await client.from("nowhere").select();
assert.deepEqual([absent.status, absent.error.code], [404, "PGRST205"]);
const unknown = await client.from("clients").select("nothing");
assert.deepEqual([unknown.status, unknown.error.code], [400, "42703"]);
