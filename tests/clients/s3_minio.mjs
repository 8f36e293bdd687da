// minio-js against the S3 port.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { Client } from "minio";

const url = new URL(process.env.S3_URL);
const minio = new Client({
  endPoint: url.hostname,
  port: Number(url.port),
  useSSL: false,
  accessKey: process.env.ADA_KEY,
  secretKey: process.env.ADA_SECRET,
  region: "us-east-1",
});

async function read(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function list(prefix, recursive) {
  const found = [];
  for await (const item of minio.listObjectsV2("minio-bucket", prefix, recursive)) found.push(item.name ?? item.prefix);
  return found;
}

await minio.makeBucket("minio-bucket");
assert.equal(await minio.bucketExists("minio-bucket"), true);
assert.equal(await minio.bucketExists("other-bucket"), false);
await minio.putObject("minio-bucket", "dir/small.txt", "small", undefined, { "Content-Type": "text/plain", "X-Amz-Meta-Mood": "good" });
const stat = await minio.statObject("minio-bucket", "dir/small.txt");
assert.deepEqual([stat.size, stat.metaData.mood, stat.metaData["content-type"]], [5, "good", "text/plain"]);
assert.equal((await read(await minio.getObject("minio-bucket", "dir/small.txt"))).toString(), "small");
assert.equal((await read(await minio.getPartialObject("minio-bucket", "dir/small.txt", 1, 3))).toString(), "mal");

const big = randomBytes(70 * 1024 * 1024);
await minio.putObject("minio-bucket", "big", big);
assert.ok((await read(await minio.getObject("minio-bucket", "big"))).equals(big));

assert.deepEqual(await list("", false), ["big", "dir/"]);
assert.deepEqual(await list("", true), ["big", "dir/small.txt"]);
await minio.copyObject("minio-bucket", "copy", "/minio-bucket/dir/small.txt");
const signed = await minio.presignedGetObject("minio-bucket", "copy", 60);
assert.equal(await (await fetch(signed)).text(), "small");
const upload = await minio.presignedPutObject("minio-bucket", "put", 60);
assert.equal((await fetch(upload, { method: "PUT", body: "put" })).status, 200);
await minio.setObjectTagging("minio-bucket", "put", { a: "b" });
assert.deepEqual(await minio.getObjectTagging("minio-bucket", "put"), [{ Key: "a", Value: "b" }]);
await minio.removeObjects("minio-bucket", ["big", "copy", "put", "dir/small.txt"]);
await minio.removeBucket("minio-bucket");
