import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { api, request, unwrap } from "@/lib/api/client";
import type { components } from "@/lib/api/schema.gen";

type Schemas = components["schemas"];
export type SqlOut = Schemas["SqlOut"];
export type SqlMode = Schemas["Mode"];
export type Explain = Schemas["Explain"];
export type ExportFormat = Schemas["ExportFormat"];
export type SnippetIn = Schemas["SnippetIn"];
/** The document says "object" for any JSON value. */
export type StatementResult = Omit<Schemas["StatementOut"], "rows"> & { rows: unknown[][] };

const history = z.object({
  history: z.array(
    z.object({
      id: z.union([z.string(), z.number()]),
      query: z.string(),
      execution_time: z.number().nullable(),
      row_count: z.number().nullable(),
      error: z.string().nullable(),
      executed_at: z.string(),
    }),
  ),
});

const snippet = z.object({
  id: z.string(),
  name: z.string(),
  sql_code: z.string(),
  description: z.string().nullable(),
  is_shared: z.boolean(),
});

export type Snippet = z.infer<typeof snippet>;

export interface Script {
  /** Chosen by the caller, to cancel it by. */
  id: string;
  query: string;
  params: (string | null)[];
  mode: SqlMode;
  explain?: Explain;
}

const parameters = (values: (string | null)[]) => values as unknown as Schemas["SqlIn"]["params"];

/** Runs a script; a result for each of its statements. */
export const runScript = async ({ params, ...body }: Script): Promise<StatementResult[]> => {
  const answer = await unwrap(
    api.POST("/api/v1/sql", { body: { ...body, params: parameters(params) ?? [] } }),
  );
  return answer.results;
};

export const cancelScript = (id: string) => unwrap(api.POST("/api/v1/sql/cancel", { body: { id } }));

/** All rows of a query as a file, however many. */
export async function exportQuery(
  query: string,
  params: (string | null)[],
  format: ExportFormat,
): Promise<Blob> {
  const body = JSON.stringify({ query, params, format });
  const answer = await request("/api/v1/sql/export", {
    method: "POST",
    body,
    headers: { "Content-Type": "application/json" },
  });
  return answer.blob();
}

export const historyQuery = (search: string) =>
  queryOptions({
    queryKey: ["sql", "history", search],
    queryFn: async ({ signal }) => {
      const query = { limit: 100, ...(search && { search }) };
      return history.parse(await unwrap(api.GET("/api/v1/sql/history", { params: { query }, signal })))
        .history;
    },
  });

export const snippetsQuery = (search: string) =>
  queryOptions({
    queryKey: ["sql", "snippets", search],
    queryFn: async ({ signal }) => {
      const query = search ? { search } : {};
      return z
        .array(snippet)
        .parse(await unwrap(api.GET("/api/v1/sql/snippets", { params: { query }, signal })));
    },
  });

function useSnippetMutation<V, R>(mutationFn: (variables: V) => Promise<R>, failure?: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    ...(failure && { meta: { failure } }),
    onSettled: () => client.invalidateQueries({ queryKey: ["sql", "snippets"] }),
  });
}

export const useCreateSnippet = () =>
  useSnippetMutation((body: SnippetIn) => unwrap(api.POST("/api/v1/sql/snippets", { body })));

export const useDeleteSnippet = () =>
  useSnippetMutation(
    (id: string) => unwrap(api.DELETE("/api/v1/sql/snippets/{id}", { params: { path: { id } } })),
    "The snippet was not removed",
  );
