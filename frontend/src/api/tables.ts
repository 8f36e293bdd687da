import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { api, requestJson, unwrap } from "@/lib/api/client";
import type { components } from "@/lib/api/schema.gen";

type Schemas = components["schemas"];

// The document leaves tables open, since Postgres builds them; what the console reads is checked here.
const column = z.object({
  name: z.string(),
  type: z.string(),
  nullable: z.boolean(),
  unique: z.boolean(),
  default: z.string().nullable(),
  primary_key: z.boolean(),
  identity: z.string().nullish(),
  generated: z.string().nullish(),
  enum_values: z.array(z.string()).nullish(),
  comment: z.string().nullish(),
});

const index = z.object({
  name: z.string(),
  columns: z.array(z.string()),
  unique: z.boolean(),
  method: z.string().nullish(),
  where: z.string().nullish(),
  valid: z.boolean().nullish(),
  constraint: z.boolean().nullish(),
  size_bytes: z.number().nullish(),
  definition: z.string().nullish(),
});

const foreignKey = z.object({
  name: z.string(),
  table: z.string(),
  columns: z.array(z.string()),
  references: z.object({ table: z.string(), columns: z.array(z.string()) }),
  on_delete: z.string(),
  on_update: z.string(),
});

const constraint = z.object({
  name: z.string(),
  type: z.enum(["primary-key", "unique", "check", "foreign-key", "exclusion"]),
  columns: z.array(z.string()),
  definition: z.string(),
});

const policy = z.object({
  name: z.string(),
  kind: z.enum(["level", "owner", "service", "custom"]),
  command: z.string(),
  roles: z.array(z.string()),
  permissive: z.boolean(),
  using: z.string().nullable(),
  check: z.string().nullable(),
});

const trigger = z.object({
  name: z.string(),
  enabled: z.boolean(),
  function: z.string(),
  definition: z.string(),
});

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
  foreign_keys: z.array(foreignKey).default([]),
  referenced_by: z.array(foreignKey).default([]),
  constraints: z.array(constraint).default([]),
  policies: z.array(policy).default([]),
  triggers: z.array(trigger).default([]),
  opened: z.boolean().default(true),
  size_bytes: z.number().nullish(),
});

export type Column = z.infer<typeof column>;
export type Index = z.infer<typeof index>;
export type ForeignKey = z.infer<typeof foreignKey>;
export type Constraint = z.infer<typeof constraint>;
export type Policy = z.infer<typeof policy>;
export type Table = z.infer<typeof table>;
export type ColumnSpec = Schemas["ColumnIn"];
export type ColumnChange = Schemas["ColumnChangeIn"];
export type ConstraintSpec = Schemas["ConstraintIn"];
export type IndexSpec = Schemas["IndexIn"];
export type PolicySpec = Schemas["PolicyIn"];
export type Trial = Schemas["TrialIn"];
export type TrialResult = Schemas["TrialResult"];
export type CreateTableIn = Schemas["CreateTableIn"];
export type UpdateTableIn = Schemas["UpdateTableIn"];
export type AccessLevel = Schemas["AccessLevel"];

export const tablesQuery = () =>
  queryOptions({
    queryKey: ["tables"],
    queryFn: async ({ signal }) => z.array(table).parse(await unwrap(api.GET("/api/v1/tables", { signal }))),
  });

const named = (name: string) => ({ path: { table: name } });

export const tableQuery = (name: string) =>
  queryOptions({
    queryKey: ["tables", name],
    queryFn: async ({ signal }) =>
      table.parse(await unwrap(api.GET("/api/v1/tables/{table}", { params: named(name), signal }))),
  });

export const tableSqlQuery = (name: string) =>
  queryOptions({
    queryKey: ["tables", name, "sql"],
    queryFn: async ({ signal }) =>
      (await unwrap(api.GET("/api/v1/tables/{table}/sql", { params: named(name), signal }))).sql,
  });

/** Columns of the primary key. */
export const keyOf = (of: Table) =>
  of.schema.columns.filter((each) => each.primary_key).map((each) => each.name);

/** A change of the schema that can be shown as SQL before it is made. */
export interface SchemaChange {
  method: "POST" | "PUT" | "PATCH" | "DELETE";
  path: string;
  body?: unknown;
}

const part = encodeURIComponent;
const at = (name: string) => `/api/v1/tables/${part(name)}`;

export const createTable = (body: CreateTableIn): SchemaChange => ({
  method: "POST",
  path: "/api/v1/tables",
  body,
});
export const updateTable = (name: string, body: UpdateTableIn): SchemaChange => ({
  method: "PATCH",
  path: at(name),
  body,
});
export const deleteTable = (name: string): SchemaChange => ({ method: "DELETE", path: at(name) });
export const addColumn = (name: string, body: ColumnSpec): SchemaChange => ({
  method: "POST",
  path: `${at(name)}/columns`,
  body,
});
export const updateColumn = (name: string, of: string, body: ColumnChange): SchemaChange => ({
  method: "PATCH",
  path: `${at(name)}/columns/${part(of)}`,
  body,
});
export const deleteColumn = (name: string, of: string): SchemaChange => ({
  method: "DELETE",
  path: `${at(name)}/columns/${part(of)}`,
});
export const addConstraint = (name: string, body: ConstraintSpec): SchemaChange => ({
  method: "POST",
  path: `${at(name)}/constraints`,
  body,
});
export const deleteConstraint = (name: string, of: string): SchemaChange => ({
  method: "DELETE",
  path: `${at(name)}/constraints/${part(of)}`,
});
export const addIndex = (name: string, body: IndexSpec): SchemaChange => ({
  method: "POST",
  path: `${at(name)}/indexes`,
  body,
});
export const deleteIndex = (name: string, of: string): SchemaChange => ({
  method: "DELETE",
  path: `${at(name)}/indexes/${part(of)}`,
});
export const addPolicy = (name: string, body: PolicySpec): SchemaChange => ({
  method: "POST",
  path: `${at(name)}/policies`,
  body,
});
export const deletePolicy = (name: string, of: string): SchemaChange => ({
  method: "DELETE",
  path: `${at(name)}/policies/${part(of)}`,
});

const preview = z.object({ sql: z.string() });

/** The statements that a change would run. Nothing is changed. */
export const previewChange = async ({ method, path, body }: SchemaChange): Promise<string> =>
  preview.parse(await requestJson(`${path}?dry_run=true`, method, body)).sql;

/** Makes changes of the schema; everything known about tables is asked for again after each. */
export function useSchemaChange() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ method, path, body }: SchemaChange) => requestJson(path, method, body),
    onSettled: () => client.invalidateQueries({ queryKey: ["tables"] }),
  });
}

/** What a user could see and do; everything that is tried is rolled back. */
export const tryAsUser = (name: string, body: Trial): Promise<TrialResult> =>
  unwrap(api.POST("/api/v1/tables/{table}/policies/test", { params: named(name), body }));
