// Writes src/lib/api/schema.gen.ts from openapi.json; with --check only says whether it is stale.
import openapiTS, { astToString } from "openapi-typescript";
import { readFile, writeFile } from "node:fs/promises";

const document = new URL("../openapi.json", import.meta.url);
const target = new URL("../src/lib/api/schema.gen.ts", import.meta.url);
const head = "// Generated from openapi.json by `npm run types`; do not edit.\n\n";
const text = head + astToString(await openapiTS(dropDangling(JSON.parse(await readFile(document, "utf8")))));

/** A reference to a schema that the document lacks would stop everything; anything fits in its place. */
function dropDangling(whole) {
  const known = whole.components.schemas;
  return JSON.parse(JSON.stringify(whole), (_name, value) =>
    typeof value?.$ref === "string" && !(value.$ref.split("/").at(-1) in known) ? {} : value,
  );
}

if (!process.argv.includes("--check")) {
  await writeFile(target, text);
} else if ((await readFile(target, "utf8")) !== text) {
  console.error("src/lib/api/schema.gen.ts is stale: run `npm run types`");
  process.exit(1);
}
