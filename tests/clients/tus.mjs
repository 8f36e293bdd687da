// tus-js-client: 200 MB, interrupted by a server that is killed, resumed on the one started after it.
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { createReadStream, existsSync, writeFileSync } from "node:fs";
import { Upload } from "tus-js-client";

const file = process.env.FILE;
const block = randomBytes(1 << 20);
if (!existsSync(file)) writeFileSync(file, Buffer.concat(Array.from({ length: 200 }, (_, n) => Buffer.concat([Buffer.from([n]), block.subarray(1)]))));

let told = false;
const upload = new Upload(createReadStream(file), {
  endpoint: `${process.env.API_URL}/api/v1/uploads`,
  uploadSize: 200 << 20,
  chunkSize: 32 << 20,
  headers: { Authorization: `Bearer ${process.env.TOKEN}` },
  metadata: { bucketName: "ada-files", objectName: "big.bin", contentType: "application/x-big" },
  retryDelays: Array(100).fill(300),
  onShouldRetry: () => true,
  onProgress: (sent) => {
    // The test kills the server once it reads this.
    if (!told && sent > 50 << 20) {
      told = true;
      console.log("HALFWAY");
    }
  },
});
await new Promise((resolve, reject) => {
  upload.options.onSuccess = resolve;
  upload.options.onError = reject;
  upload.start();
});
assert.ok(upload.url.startsWith(`${process.env.API_URL}/api/v1/uploads/`), upload.url);
const answer = await fetch(`${process.env.API_URL}/api/v1/files/ada-files/big.bin`, { headers: { Authorization: `Bearer ${process.env.TOKEN}` } });
assert.equal(answer.headers.get("content-type"), "application/x-big");
const [got, sent] = [createHash("sha256"), createHash("sha256")];
for await (const chunk of answer.body) got.update(chunk);
for await (const chunk of createReadStream(file)) sent.update(chunk);
assert.equal(got.digest("hex"), sent.digest("hex"));
console.log("DONE");
