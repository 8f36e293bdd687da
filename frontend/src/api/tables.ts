import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { api, unwrap } from "@/lib/api/client";
import type { components } from "@/lib/api/schema.gen";

// The document leaves tables open, since Postgres builds them; what the console reads is checked here.
const column = z.object({
  name: z.string(),
  type: z.string(),
  nullable: z.boolean(),
  unique: z.boolean(),
  default: z.string().nullable(),
  primary_key: z.boolean(),
});

const index = z.object({ name: z.string(), columns: z.array(z.string()), unique: z.boolean() });

const table = z.object({
  name: z.string(),
  schema: z.object({ columns: z.array(column), indexes: z.array(index).nullish() }),
  access_level: z.string(),
  realtime: z.boolean(),
  owner_id: z.string().nullable(),
  description: z.string().nullable(),
  row_count: z.number(),
  created_at: z.string().nullable(),
  updated_at: z.string().nullable(),
});

/** The record of the server's own migrations, which is nobody's table. */
const MIGRATIONS = "selfdb_migrations";

export type Column = z.infer<typeof column>;
export type Table = z.infer<typeof table>;
export type ColumnIn = components["schemas"]["ColumnIn"];
export type CreateTableIn = components["schemas"]["CreateTableIn"];
export type UpdateTableIn = components["schemas"]["UpdateTableIn"];
export type ColumnChangeIn = components["schemas"]["ColumnChangeIn"];
export type AccessLevel = components["schemas"]["AccessLevel"];

export const tablesQuery = () =>
  queryOptions({
    queryKey: ["tables"],
    queryFn: async ({ signal }) =>
      z
        .array(table)
        .parse(await unwrap(api.GET("/api/v1/tables", { signal })))
        .filter(({ name }) => name !== MIGRATIONS),
  });

export const tableQuery = (name: string) =>
  queryOptions({
    queryKey: ["tables", name],
    queryFn: async ({ signal }) =>
      table.parse(
        await unwrap(api.GET("/api/v1/tables/{table}", { params: { path: { table: name } }, signal })),
      ),
  });

export const tableSqlQuery = (name: string) =>
  queryOptions({
    queryKey: ["tables", name, "sql"],
    queryFn: async ({ signal }) =>
      (await unwrap(api.GET("/api/v1/tables/{table}/sql", { params: { path: { table: name } }, signal })))
        .sql,
  });

/** Columns of the primary key. */
export const keyOf = (of: Table) =>
  of.schema.columns.filter((each) => each.primary_key).map((each) => each.name);

/** A mutation after which everything known about tables is asked for again. */
function useTableMutation<V, R>(mutationFn: (variables: V) => Promise<R>) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => client.invalidateQueries({ queryKey: ["tables"] }) });
}

export const useCreateTable = () =>
  useTableMutation((body: CreateTableIn) => unwrap(api.POST("/api/v1/tables", { body })));

export const useUpdateTable = (name: string) =>
  useTableMutation((body: UpdateTableIn) =>
    unwrap(api.PATCH("/api/v1/tables/{table}", { params: { path: { table: name } }, body })),
  );

export const useDeleteTable = () =>
  useTableMutation((name: string) =>
    unwrap(api.DELETE("/api/v1/tables/{table}", { params: { path: { table: name } } })),
  );

export const useAddColumn = (name: string) =>
  useTableMutation((body: ColumnIn) =>
    unwrap(api.POST("/api/v1/tables/{table}/columns", { params: { path: { table: name } }, body })),
  );

export const useUpdateColumn = (name: string) =>
  useTableMutation(({ column: of, change }: { column: string; change: ColumnChangeIn }) =>
    unwrap(
      api.PUT("/api/v1/tables/{table}/columns/{column}", {
        params: { path: { table: name, column: of } },
        body: change,
      }),
    ),
  );

export const useDeleteColumn = (name: string) =>
  useTableMutation((of: string) =>
    unwrap(
      api.DELETE("/api/v1/tables/{table}/columns/{column}", {
        params: { path: { table: name, column: of } },
      }),
    ),
  );
