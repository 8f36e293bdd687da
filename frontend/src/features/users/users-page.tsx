import { useQuery } from "@tanstack/react-query";
import {
  ArrowDown,
  ArrowUp,
  ChevronLeft,
  ChevronRight,
  MoreHorizontal,
  Plus,
  Search,
  UsersRound,
} from "lucide-react";
import { useDeferredValue, useState } from "react";
import { usersQuery, type User } from "@/api/users";
import { Button, IconButton } from "@/components/ui/button";
import { Input } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Empty, Failure, SkeletonRows } from "@/components/ui/states";
import { Badge, Card, PageBody, PageHeader } from "@/components/ui/surface";
import { formatAgo, formatCount, formatDate } from "@/lib/format";
import { UserMenu } from "./user-menu";
import { UserSheet } from "./user-sheet";

const PAGE = 50;
type Status = "all" | "active" | "inactive";
type Role = "all" | "USER" | "ADMIN";
type SortColumn = "email" | "role" | "created_at" | "last_login_at";

export function UsersPage() {
  const [search, setSearch] = useState("");
  const [role, setRole] = useState<Role>("all");
  const [status, setStatus] = useState<Status>("all");
  const [sort, setSort] = useState<{ column: SortColumn; descending: boolean }>({
    column: "created_at",
    descending: true,
  });
  const [page, setPage] = useState(0);
  const [editing, setEditing] = useState<User | "new">();
  const wanted = useDeferredValue(search.trim());
  const users = useQuery(
    usersQuery({
      limit: PAGE,
      offset: page * PAGE,
      sort: `${sort.column}:${sort.descending ? "desc" : "asc"}`,
      ...(wanted && { search: wanted }),
      ...(role !== "all" && { role }),
      ...(status !== "all" && { is_active: status === "active" }),
    }),
  );
  const total = users.data?.pagination.total ?? 0;
  const narrowed = wanted !== "" || role !== "all" || status !== "all";
  const first =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      setPage(0);
      set(value);
    };
  return (
    <PageBody>
      <PageHeader
        title="Users"
        description={
          users.data
            ? `${formatCount(total)} ${narrowed ? "match" : total === 1 ? "account" : "accounts"}`
            : "Accounts of your applications and of this console"
        }
      >
        <Button variant="primary" icon={<Plus />} onClick={() => setEditing("new")}>
          New user
        </Button>
      </PageHeader>
      <Card className="overflow-hidden">
        <div className="flex flex-wrap items-center gap-2 border-b p-2.5">
          <div className="relative min-w-48 flex-1">
            <Search className="absolute top-2 left-2.5 size-4 text-faint" aria-hidden />
            <Input
              aria-label="Search by e-mail or name"
              placeholder="Search by e-mail or name"
              className="pl-8"
              value={search}
              onChange={(event) => first(setSearch)(event.target.value)}
            />
          </div>
          <Select
            aria-label="Role"
            className="w-32"
            value={role}
            onChange={first(setRole)}
            options={[
              { value: "all", label: "Any role" },
              { value: "USER", label: "Users" },
              { value: "ADMIN", label: "Admins" },
            ]}
          />
          <Select
            aria-label="Status"
            className="w-32"
            value={status}
            onChange={first(setStatus)}
            options={[
              { value: "all", label: "Any status" },
              { value: "active", label: "Active" },
              { value: "inactive", label: "Inactive" },
            ]}
          />
        </div>
        {users.isPending && <SkeletonRows />}
        {users.isError && <Failure error={users.error} onRetry={() => void users.refetch()} />}
        {users.data?.users.length === 0 && (
          <Empty icon={<UsersRound />} title={narrowed ? "Nobody matches" : "No users yet"}>
            {narrowed
              ? "Try another word or filter."
              : "People register through the API, or you add them here."}
          </Empty>
        )}
        {users.data && users.data.users.length > 0 && (
          <UserTable
            users={users.data.users}
            sort={sort}
            onSort={(column) =>
              first(setSort)({ column, descending: sort.column === column && !sort.descending })
            }
            onEdit={setEditing}
            stale={users.isPlaceholderData}
          />
        )}
        {total > PAGE && (
          <footer className="flex items-center justify-between border-t px-4 py-2 text-xs text-muted tabular-nums">
            {page * PAGE + 1}–{Math.min((page + 1) * PAGE, total)} of {formatCount(total)}
            <span className="flex gap-1">
              <IconButton
                size="sm"
                label="Previous page"
                icon={<ChevronLeft />}
                disabled={page === 0}
                onClick={() => setPage(page - 1)}
              />
              <IconButton
                size="sm"
                label="Next page"
                icon={<ChevronRight />}
                disabled={!users.data?.pagination.has_more}
                onClick={() => setPage(page + 1)}
              />
            </span>
          </footer>
        )}
      </Card>
      <UserSheet user={editing} onClose={() => setEditing(undefined)} />
    </PageBody>
  );
}

interface UserTableProps {
  users: User[];
  sort: { column: SortColumn; descending: boolean };
  onSort: (column: SortColumn) => void;
  onEdit: (user: User) => void;
  stale: boolean;
}

const HEADS: { column: SortColumn; label: string; className?: string }[] = [
  { column: "email", label: "User" },
  { column: "role", label: "Role" },
  { column: "last_login_at", label: "Last sign-in", className: "max-sm:hidden" },
  { column: "created_at", label: "Created", className: "max-md:hidden" },
];

function UserTable({ users, sort, onSort, onEdit, stale }: UserTableProps) {
  return (
    <div className={`overflow-x-auto transition-opacity ${stale ? "opacity-60" : ""}`}>
      <table className="w-full text-left text-sm">
        <thead className="border-b bg-sunken/60 text-xs text-muted">
          <tr>
            {HEADS.map(({ column, label, className }) => {
              const sorted = sort.column === column;
              return (
                <th
                  key={column}
                  className={`px-4 py-2 font-medium ${className ?? ""}`}
                  {...(sorted && { "aria-sort": sort.descending ? "descending" : "ascending" })}
                >
                  <button
                    type="button"
                    className="inline-flex items-center gap-1 hover:text-ink"
                    onClick={() => onSort(column)}
                  >
                    {label}
                    {sorted &&
                      (sort.descending ? (
                        <ArrowDown className="size-3" aria-hidden />
                      ) : (
                        <ArrowUp className="size-3" aria-hidden />
                      ))}
                  </button>
                </th>
              );
            })}
            <th className="w-10">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody className="divide-y">
          {users.map((user) => (
            <tr key={user.id} className="hover:bg-sunken/50 [&>td]:px-4 [&>td]:py-2.5">
              <td className="max-w-80">
                <button
                  type="button"
                  onClick={() => onEdit(user)}
                  className="block max-w-full truncate text-left font-medium hover:underline"
                >
                  {[user.first_name, user.last_name].filter(Boolean).join(" ") || user.email}
                </button>
                <span className="block truncate text-xs text-muted">{user.email}</span>
              </td>
              <td>
                <span className="flex gap-1">
                  <Badge tone={user.role === "ADMIN" ? "accent" : "neutral"}>
                    {user.role === "ADMIN" ? "Admin" : "User"}
                  </Badge>
                  {!user.is_active && <Badge tone="danger">Inactive</Badge>}
                </span>
              </td>
              <td
                className="text-muted max-sm:hidden"
                title={user.last_login_at ? formatDate(user.last_login_at) : undefined}
              >
                {user.last_login_at ? formatAgo(user.last_login_at) : "Never"}
              </td>
              <td className="text-muted max-md:hidden" title={formatDate(user.created_at)}>
                {formatAgo(user.created_at)}
              </td>
              <td className="text-right">
                <UserMenu
                  user={user}
                  onEdit={() => onEdit(user)}
                  trigger={
                    <IconButton size="sm" label={`Actions for ${user.email}`} icon={<MoreHorizontal />} />
                  }
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
