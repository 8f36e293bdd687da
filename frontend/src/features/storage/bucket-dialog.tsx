import { useState } from "react";
import { useCreateBucket, useUpdateBucket, type Bucket } from "@/api/storage";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/states";
import { SwitchRow } from "@/components/ui/toggles";
import { ProblemError } from "@/lib/api/problem";

const MEGA = 1_000_000;

export function BucketDialog({
  bucket,
  onClose,
}: {
  bucket: Bucket | "new" | undefined;
  onClose: () => void;
}) {
  return bucket ? (
    <BucketForm key={bucket === "new" ? "new" : bucket.name} bucket={bucket} onClose={onClose} />
  ) : null;
}

function BucketForm({ bucket, onClose }: { bucket: Bucket | "new"; onClose: () => void }) {
  const before = bucket === "new" ? undefined : bucket;
  const [name, setName] = useState(before?.name ?? "");
  const [description, setDescription] = useState(before?.description ?? "");
  const [open, setOpen] = useState(before?.public ?? false);
  const [limit, setLimit] = useState(before?.file_size_limit ? String(before.file_size_limit / MEGA) : "");
  const [types, setTypes] = useState(before?.allowed_mime_types?.join(", ") ?? "");
  const create = useCreateBucket();
  const update = useUpdateBucket(before?.name ?? "");
  const mutation = before ? update : create;
  const faults = mutation.error instanceof ProblemError ? mutation.error.fields : {};
  const save = () => {
    const allowed = types
      .split(",")
      .map((type) => type.trim())
      .filter(Boolean);
    const body = {
      public: open,
      description: description.trim() || null,
      file_size_limit: Number(limit) > 0 ? Math.round(Number(limit) * MEGA) : null,
      allowed_mime_types: allowed.length > 0 ? allowed : null,
    };
    mutation.mutate(before ? body : { ...body, name: name.trim() }, { onSuccess: onClose });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={before ? `Edit ${before.name}` : "New bucket"}
      onSubmit={save}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={mutation.isPending} disabled={name.trim() === ""}>
            {before ? "Save" : "Create bucket"}
          </Button>
        </>
      }
    >
      {!before && (
        <Field label="Name" hint="3 to 63 lower-case letters, digits, dots and hyphens." error={faults.name}>
          <Input
            autoFocus
            className="font-mono"
            placeholder="avatars"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
      )}
      <Field label="Description" optional>
        <Input value={description} onChange={(event) => setDescription(event.target.value)} />
      </Field>
      <SwitchRow
        label="Public"
        hint="Anyone who knows a file's address can read it."
        checked={open}
        onChange={setOpen}
      />
      <div className="grid grid-cols-2 gap-3">
        <Field label="Largest file, MB" optional error={faults.file_size_limit}>
          <Input
            type="number"
            min="0"
            step="any"
            value={limit}
            onChange={(event) => setLimit(event.target.value)}
          />
        </Field>
        <Field label="Media types" optional error={faults.allowed_mime_types}>
          <Input
            placeholder="image/*, application/pdf"
            value={types}
            onChange={(event) => setTypes(event.target.value)}
          />
        </Field>
      </div>
      {mutation.error && Object.keys(faults).length === 0 && <Notice error={mutation.error} />}
    </Dialog>
  );
}
