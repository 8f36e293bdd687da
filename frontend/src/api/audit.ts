import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import type { components, operations } from "@/lib/api/schema.gen";

export type AuditEntry = components["schemas"]["AuditEntryOut"];
export type AuditSearch = NonNullable<operations["list_audit_log"]["parameters"]["query"]>;

export const auditQuery = (search: AuditSearch) =>
  queryOptions({
    queryKey: ["audit", search],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/admin/audit", { params: { query: search }, signal })),
    placeholderData: keepPreviousData,
  });
