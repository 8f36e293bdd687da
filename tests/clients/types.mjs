// The schema's TypeScript types compile, and a typed client takes what fits and refuses what does not.
import path from "node:path";
import ts from "typescript";

const answer = await fetch(`${process.env.API_URL}/api/v1/types.ts`, {
  headers: { "X-API-Key": process.env.SERVICE_KEY },
});
if (answer.status !== 200) throw new Error(`types.ts: ${answer.status}`);

const usage = `
import { PostgrestClient } from "@supabase/postgrest-js";
import type { Database, Enums, Tables, TablesInsert, TablesUpdate } from "./database";

const client = new PostgrestClient<Database>("http://localhost");

export async function use(): Promise<void> {
  const { data: book } = await client.from("books").select("id, title, authors(name)").single();
  const title: string | undefined = book?.title;
  const author: string | undefined = book?.authors.name;
  const { data: all } = await client.from("authors").select("name, books(title, pages)");
  const pages: number | null | undefined = all?.[0]?.books[0]?.pages;
  await client.from("books").insert({ title: "x", author: 1, feeling: "it's ok", extra: { a: [1] } });
  await client.from("books").update({ feeling: null }).eq("id", 1);
  const { data: sum } = await client.rpc("add", { a: 1, b: 2 });
  const number: number | null = sum;
  const { data: found } = await client.rpc("long_books", { minimum: 3 });
  const first: string | undefined = found?.[0]?.title;
  const { data: pairs } = await client.rpc("pairs");
  const label: string | undefined = pairs?.[0]?.label;
  const { data: seen } = await client.from("titles").select("title");
  const odd: Tables<"odd name">["1st"] = ["a"];
  const mood: Enums<"mood"> = "sad";
  const fresh: TablesInsert<"books"> = { title: "y", author: 2 };
  const changed: TablesUpdate<"books"> = {};

  const { data: wrong } = await client.from("books").select("nothing");
  // @ts-expect-error there is no such column
  const text: string | undefined = wrong?.[0]?.nothing;
  // @ts-expect-error there is no such table
  await client.from("nothing").select("id");
  // @ts-expect-error title must be given
  await client.from("books").insert({ author: 1 });
  // @ts-expect-error not a value of the enum
  await client.from("books").insert({ title: "x", author: 1, feeling: "angry" });
  // @ts-expect-error the number is always generated
  await client.from("books").insert({ title: "x", author: 1, id: 5 });
  // @ts-expect-error an argument is missing
  await client.rpc("add", { a: 1 });
  void [title, author, pages, number, first, label, seen, odd, mood, fresh, changed, text];
}
`;

const files = new Map([
  [path.resolve("database.ts"), await answer.text()],
  [path.resolve("usage.ts"), usage],
]);
const options = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
  types: [],
};
const host = ts.createCompilerHost(options);
const { fileExists, readFile, getSourceFile } = host;
host.fileExists = (name) => files.has(name) || fileExists(name);
host.readFile = (name) => files.get(name) ?? readFile(name);
host.getSourceFile = (name, version, ...rest) =>
  files.has(name) ? ts.createSourceFile(name, files.get(name), version) : getSourceFile(name, version, ...rest);

const program = ts.createProgram([...files.keys()], options, host);
const faults = ts.getPreEmitDiagnostics(program);
if (faults.length > 0) {
  console.log(files.get(path.resolve("database.ts")));
  throw new Error(ts.formatDiagnostics(faults, host));
}
