import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from "@tanstack/react-router";
import { Failure, SkeletonRows } from "@/components/ui/states";
import { NotFoundPage } from "./not-found-page";
import { Shell } from "./shell/shell";

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Shell,
  notFoundComponent: NotFoundPage,
});

type Search = Record<string, unknown>;
const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
const tab = (search: Search) => ({ tab: text(search.tab) });

const dashboard = createRoute({
  getParentRoute: () => root,
  path: "/",
  component: lazyRouteComponent(() => import("@/features/dashboard/dashboard-page"), "DashboardPage"),
});

const tables = createRoute({
  getParentRoute: () => root,
  path: "/tables",
  validateSearch: (search: Search): { create?: boolean } => (search.create === true ? { create: true } : {}),
  component: lazyRouteComponent(() => import("@/features/tables/tables-page"), "TablesPage"),
});

const table = createRoute({
  getParentRoute: () => root,
  path: "/tables/$table",
  validateSearch: (search: Search): { tab?: string; filter?: string; order?: string } => ({
    ...(text(search.tab) && { tab: String(search.tab) }),
    ...(text(search.filter) && { filter: String(search.filter) }),
    ...(text(search.order) && { order: String(search.order) }),
  }),
  component: lazyRouteComponent(() => import("@/features/tables/table-page"), "TablePage"),
});

const sql = createRoute({
  getParentRoute: () => root,
  path: "/sql",
  component: lazyRouteComponent(() => import("@/features/sql/sql-page"), "SqlPage"),
});

const schema = createRoute({
  getParentRoute: () => root,
  path: "/schema",
  component: lazyRouteComponent(() => import("@/features/schema/schema-page"), "SchemaPage"),
});

const users = createRoute({
  getParentRoute: () => root,
  path: "/users",
  component: lazyRouteComponent(() => import("@/features/users/users-page"), "UsersPage"),
});

const keys = createRoute({
  getParentRoute: () => root,
  path: "/keys",
  component: lazyRouteComponent(() => import("@/features/keys/keys-page"), "KeysPage"),
});

const audit = createRoute({
  getParentRoute: () => root,
  path: "/audit",
  component: lazyRouteComponent(() => import("@/features/audit/audit-page"), "AuditPage"),
});

const storage = createRoute({
  getParentRoute: () => root,
  path: "/storage",
  component: lazyRouteComponent(() => import("@/features/storage/storage-page"), "StoragePage"),
});

const bucket = createRoute({
  getParentRoute: () => root,
  path: "/storage/$bucket",
  validateSearch: (search: Search): { prefix?: string } =>
    text(search.prefix) ? { prefix: String(search.prefix) } : {},
  component: lazyRouteComponent(() => import("@/features/storage/bucket-page"), "BucketPage"),
});

const realtime = createRoute({
  getParentRoute: () => root,
  path: "/realtime",
  component: lazyRouteComponent(() => import("@/features/realtime/realtime-page"), "RealtimePage"),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: "/settings",
  validateSearch: (search: Search): { tab?: string } => (text(search.tab) ? { tab: tab(search).tab } : {}),
  component: lazyRouteComponent(() => import("@/features/settings/settings-page"), "SettingsPage"),
});

export const router = createRouter({
  routeTree: root.addChildren([
    dashboard,
    tables,
    table,
    sql,
    schema,
    users,
    keys,
    audit,
    storage,
    bucket,
    realtime,
    settings,
  ]),
  context: { queryClient: undefined as unknown as QueryClient },
  defaultPreload: "intent",
  defaultPendingMs: 200,
  defaultPendingComponent: () => <SkeletonRows />,
  defaultErrorComponent: ({ error, reset }) => <Failure error={error} onRetry={reset} />,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
