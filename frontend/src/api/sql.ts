import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { api, requestJson, unwrap } from "@/lib/api/client";
import type { components } from "@/lib/api/schema.gen";

const result = z.object({
  row_count: z.number(),
  execution_time: z.number(),
  is_read_only: z.boolean(),
  truncated: z.boolean().default(false),
  column_types: z.array(z.object({ name: z.string(), type: z.string() })),
  data: z.array(z.unknown()),
});

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
  created_by: z.string().nullish(),
});

export type SqlResult = z.infer<typeof result>;
export type Snippet = z.infer<typeof snippet>;
export type SnippetIn = components["schemas"]["SnippetIn"];

export const executeSql = async (
  query: string,
  params: unknown[],
  signal?: AbortSignal,
): Promise<SqlResult> =>
  result.parse(await requestJson("/api/v1/sql/execute", "POST", { query, params }, signal));

export const historyQuery = () =>
  queryOptions({
    queryKey: ["sql", "history"],
    queryFn: async ({ signal }) =>
      history.parse(
        await unwrap(api.GET("/api/v1/sql/history", { params: { query: { limit: 100 } }, signal })),
      ).history,
  });

export const snippetsQuery = () =>
  queryOptions({
    queryKey: ["sql", "snippets"],
    queryFn: async ({ signal }) =>
      z.array(snippet).parse(await unwrap(api.GET("/api/v1/sql/snippets", { signal }))),
  });

export function useCreateSnippet() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: SnippetIn) => unwrap(api.POST("/api/v1/sql/snippets", { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: ["sql", "snippets"] }),
  });
}

export function useDeleteSnippet() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => unwrap(api.DELETE("/api/v1/sql/snippets/{id}", { params: { path: { id } } })),
    meta: { failure: "The snippet was not removed" },
    onSettled: () => client.invalidateQueries({ queryKey: ["sql", "snippets"] }),
  });
}
