import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Archive, MoreHorizontal, Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { bucketsQuery, useDeleteBucket, type Bucket } from "@/api/storage";
import { Button, IconButton } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { Empty, Failure, SkeletonRows } from "@/components/ui/states";
import { Badge, Card, PageBody, PageHeader } from "@/components/ui/surface";
import { formatAgo, formatBytes, formatCount } from "@/lib/format";
import { BucketDialog } from "./bucket-dialog";

export function StoragePage() {
  const buckets = useQuery(bucketsQuery());
  const [editing, setEditing] = useState<Bucket | "new">();
  const [removing, setRemoving] = useState<Bucket>();
  const remove = useDeleteBucket();
  const total = buckets.data?.reduce((sum, bucket) => sum + bucket.total_size, 0) ?? 0;
  return (
    <PageBody>
      <PageHeader
        title="Storage"
        description={
          total > 0
            ? `${formatBytes(total)} in ${formatCount(buckets.data?.length ?? 0)} buckets`
            : "Files of your applications, in buckets."
        }
      >
        <Button variant="primary" icon={<Plus />} onClick={() => setEditing("new")}>
          New bucket
        </Button>
      </PageHeader>
      {buckets.isPending && <SkeletonRows rows={3} className="h-24" />}
      {buckets.isError && <Failure error={buckets.error} onRetry={() => void buckets.refetch()} />}
      {buckets.data?.length === 0 && (
        <Card>
          <Empty
            icon={<Archive />}
            title="No buckets yet"
            action={
              <Button variant="primary" icon={<Plus />} onClick={() => setEditing("new")}>
                Create the first bucket
              </Button>
            }
          >
            A bucket holds files under names of your choice, private or for everybody.
          </Empty>
        </Card>
      )}
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {buckets.data?.map((bucket) => (
          <BucketCard
            key={bucket.name}
            bucket={bucket}
            onEdit={() => setEditing(bucket)}
            onDelete={() => setRemoving(bucket)}
          />
        ))}
      </ul>
      <BucketDialog bucket={editing} onClose={() => setEditing(undefined)} />
      <Confirm
        open={removing !== undefined}
        onClose={() => setRemoving(undefined)}
        title={`Delete bucket ${removing?.name ?? ""}?`}
        action="Delete bucket"
        {...(removing && { word: removing.name })}
        onConfirm={() => remove.mutateAsync(removing?.name ?? "")}
      >
        <p>
          {removing && removing.file_count > 0
            ? `All ${formatCount(removing.file_count)} files in it (${formatBytes(removing.total_size)}) are deleted with it.`
            : "It is empty."}{" "}
          There is no way back.
        </p>
      </Confirm>
    </PageBody>
  );
}

function BucketCard({
  bucket,
  onEdit,
  onDelete,
}: {
  bucket: Bucket;
  onEdit: () => void;
  onDelete: () => void;
}) {
  return (
    <li className="group relative rounded-xl border bg-surface p-4 transition-colors hover:border-line-strong">
      <div className="flex items-start gap-3">
        <span className="grid size-9 shrink-0 place-items-center rounded-lg bg-accent-soft text-accent-ink">
          <Archive className="size-4.5" aria-hidden />
        </span>
        <div className="min-w-0 flex-1">
          <Link
            to="/storage/$bucket"
            params={{ bucket: bucket.name }}
            className="block truncate font-medium after:absolute after:inset-0"
          >
            {bucket.name}
          </Link>
          <p className="truncate text-xs text-muted">
            {bucket.description ?? `Made ${formatAgo(bucket.created_at)}`}
          </p>
        </div>
        <div className="relative z-10">
          <Menu
            trigger={<IconButton size="sm" label={`Actions for ${bucket.name}`} icon={<MoreHorizontal />} />}
          >
            <MenuItem icon={<Pencil />} onSelect={onEdit}>
              Edit…
            </MenuItem>
            <MenuSeparator />
            <MenuItem icon={<Trash2 />} danger onSelect={onDelete}>
              Delete…
            </MenuItem>
          </Menu>
        </div>
      </div>
      <div className="mt-3 flex items-center gap-2 text-xs text-muted tabular-nums">
        <Badge tone={bucket.public ? "warning" : "neutral"}>{bucket.public ? "Public" : "Private"}</Badge>
        <span>
          {formatCount(bucket.file_count)} {bucket.file_count === 1 ? "file" : "files"} ·{" "}
          {formatBytes(bucket.total_size)}
        </span>
      </div>
    </li>
  );
}
