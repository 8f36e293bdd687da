import type { Column } from "@/api/tables";
import { kindOf } from "@/lib/pg-types";

export type Language = "curl" | "javascript";

export interface Subject {
  origin: string;
  table: string;
  key: string | undefined;
  columns: Column[];
}

export interface CodeSnippet {
  title: string;
  code: string;
}

const EXAMPLES = {
  number: 1,
  boolean: true,
  json: {},
  array: [],
  timestamp: "2026-12-31T18:30:00Z",
  date: "2026-12-31",
} as const;

function example(columns: Column[]): Record<string, unknown> {
  const wanted = columns.filter(
    (column) => column.default === null && !(column.primary_key && kindOf(column.type) === "uuid"),
  );
  return Object.fromEntries(
    wanted.slice(0, 4).map((column) => {
      const kind = kindOf(column.type);
      return [column.name, kind in EXAMPLES ? EXAMPLES[kind as keyof typeof EXAMPLES] : "text"];
    }),
  );
}

const WRITERS: Record<Language, (subject: Subject) => CodeSnippet[]> = { curl, javascript };

/** Reading, writing and listening, in a language. */
export const snippetsOf = (language: Language, subject: Subject) => WRITERS[language](subject);

function curl({ origin, table, key, columns }: Subject): CodeSnippet[] {
  const url = `${origin}/api/v1/tables/${table}/rows`;
  const body = JSON.stringify(example(columns));
  const auth = `-H 'Authorization: Bearer TOKEN'`;
  return [
    { title: "Read rows", code: `curl '${url}?limit=20${key ? `&order=${key}.desc` : ""}' ${auth}` },
    {
      title: "Insert a row",
      code: `curl '${url}' ${auth} \\\n  -H 'Content-Type: application/json' -d '${body}'`,
    },
    ...(key
      ? [
          {
            title: "Change a row",
            code: `curl -X PATCH '${url}/ID' ${auth} \\\n  -H 'Content-Type: application/json' -d '${body}'`,
          },
          { title: "Delete a row", code: `curl -X DELETE '${url}/ID' ${auth}` },
        ]
      : []),
  ];
}

function javascript({ origin, table, key, columns }: Subject): CodeSnippet[] {
  const url = `${origin}/api/v1/tables/${table}/rows`;
  const body = JSON.stringify(example(columns));
  const auth = `Authorization: "Bearer TOKEN"`;
  return [
    {
      title: "Read rows",
      code: `const answer = await fetch("${url}?limit=20${key ? `&order=${key}.desc` : ""}", {\n  headers: { ${auth} },\n});\nconst rows = await answer.json();`,
    },
    {
      title: "Insert a row",
      code: `await fetch("${url}", {\n  method: "POST",\n  headers: { ${auth}, "Content-Type": "application/json" },\n  body: JSON.stringify(${body}),\n});`,
    },
    { title: "Listen to changes", code: listener(origin, table) },
  ];
}

function listener(origin: string, table: string): string {
  const changes = `{ event: "*", schema: "public", table: "${table}" }`;
  return [
    `const socket = new WebSocket("${origin.replace(/^http/, "ws")}/api/v1/realtime/ws?token=TOKEN&vsn=2.0.0");`,
    `const join = { config: { postgres_changes: [${changes}] } };`,
    `socket.onopen = () => socket.send(JSON.stringify(["1", "1", "realtime:${table}", "phx_join", join]));`,
    `socket.onmessage = ({ data }) => {`,
    `  const [, , , event, payload] = JSON.parse(data);`,
    `  if (event === "postgres_changes") console.log(payload.data.type, payload.data.record);`,
    `};`,
  ].join("\n");
}
