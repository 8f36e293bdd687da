import { useQuery } from "@tanstack/react-query";
import { Globe, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { originsQuery, useCreateOrigin, useDeleteOrigin, useUpdateOrigin, type Origin } from "@/api/cors";
import { Button, IconButton } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { Empty, Failure, Notice, SkeletonRows } from "@/components/ui/states";
import { Badge, Card, CardHeader } from "@/components/ui/surface";
import { SwitchRow } from "@/components/ui/toggles";

export function OriginsTab() {
  const origins = useQuery(originsQuery());
  const [editing, setEditing] = useState<Origin | "new">();
  const [removing, setRemoving] = useState<Origin>();
  const remove = useDeleteOrigin();
  return (
    <Card className="overflow-hidden">
      <CardHeader title="Origins that browsers may call from">
        <Button size="sm" variant="primary" onClick={() => setEditing("new")}>
          Add origin
        </Button>
      </CardHeader>
      {origins.isPending && <SkeletonRows rows={3} />}
      {origins.isError && <Failure error={origins.error} onRetry={() => void origins.refetch()} />}
      {origins.data?.origins.length === 0 && (
        <Empty icon={<Globe />} title="No origins yet" className="py-12">
          Web pages of other addresses cannot call the API until their origin is listed here or in the setting
          ALLOWED_CORS.
        </Empty>
      )}
      <ul className="divide-y">
        {origins.data?.origins.map((origin) => (
          <li key={origin.id} className="flex items-center gap-3 px-4 py-2.5">
            <div className="min-w-0 flex-1">
              <div className="flex items-center gap-2">
                <span className="truncate font-mono text-xs font-medium">{origin.origin}</span>
                {!origin.is_active && <Badge>Off</Badge>}
              </div>
              {origin.description && <div className="truncate text-xs text-muted">{origin.description}</div>}
            </div>
            <IconButton
              size="sm"
              label={`Edit ${origin.origin}`}
              icon={<Pencil />}
              onClick={() => setEditing(origin)}
            />
            <IconButton
              size="sm"
              label={`Remove ${origin.origin}`}
              icon={<Trash2 />}
              onClick={() => setRemoving(origin)}
            />
          </li>
        ))}
      </ul>
      <Dialog
        open={editing !== undefined}
        onClose={() => setEditing(undefined)}
        title={editing === "new" ? "Add an origin" : "Edit origin"}
      >
        {editing && <OriginForm origin={editing} onClose={() => setEditing(undefined)} />}
      </Dialog>
      <Confirm
        open={removing !== undefined}
        onClose={() => setRemoving(undefined)}
        title={`Remove ${removing?.origin ?? ""}?`}
        action="Remove"
        onConfirm={() => remove.mutateAsync(removing?.id ?? "")}
      >
        <p>Pages of this origin are refused at once.</p>
      </Confirm>
    </Card>
  );
}

function OriginForm({ origin, onClose }: { origin: Origin | "new"; onClose: () => void }) {
  const before = origin === "new" ? undefined : origin;
  const [address, setAddress] = useState(before?.origin ?? "");
  const [description, setDescription] = useState(before?.description ?? "");
  const [active, setActive] = useState(before?.is_active ?? true);
  const create = useCreateOrigin();
  const update = useUpdateOrigin();
  const mutation = before ? update : create;
  const save = () => {
    const body = { origin: address.trim(), description: description.trim() || null, is_active: active };
    const done = {
      onSuccess: () => {
        toast.success("Applied; it is in effect now");
        onClose();
      },
    };
    if (before) update.mutate({ id: before.id, change: body }, done);
    else create.mutate(body, done);
  };
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Field label="Origin" hint="Scheme, host and port, such as https://app.example.com; * for all.">
        <Input
          autoFocus
          className="font-mono"
          placeholder="https://app.example.com"
          value={address}
          onChange={(event) => setAddress(event.target.value)}
        />
      </Field>
      <Field label="Description" optional>
        <Input value={description} onChange={(event) => setDescription(event.target.value)} />
      </Field>
      <SwitchRow label="Active" checked={active} onChange={setActive} />
      {mutation.error && <Notice error={mutation.error} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" busy={mutation.isPending} disabled={address.trim() === ""}>
          Save
        </Button>
      </div>
    </form>
  );
}
