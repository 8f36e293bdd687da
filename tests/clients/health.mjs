// The smallest client: shows that scripts reach the server they are started for.
import assert from "node:assert/strict";

const answer = await fetch(`${process.env.API_URL}/health`);
assert.equal(answer.status, 200);
assert.equal((await answer.json()).status, "ready");
