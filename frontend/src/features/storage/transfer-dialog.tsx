import { useState } from "react";
import { useTransferFile, type StoredFile } from "@/api/storage";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/states";

/** Another name, and with slashes another folder. */
export function TransferDialog({
  file,
  copy,
  onClose,
}: {
  file: StoredFile;
  copy: boolean;
  onClose: () => void;
}) {
  const [name, setName] = useState(file.id);
  const transfer = useTransferFile(file.bucket);
  return (
    <Dialog
      open
      onClose={onClose}
      title={copy ? `Copy ${file.filename}` : `Rename or move ${file.filename}`}
      onSubmit={() => transfer.mutate({ from: file.id, to: name.trim(), copy }, { onSuccess: onClose })}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            variant="primary"
            busy={transfer.isPending}
            disabled={name.trim() === "" || name.trim() === file.id}
          >
            {copy ? "Copy" : "Move"}
          </Button>
        </>
      }
    >
      <Field label="New name" hint="Slashes make folders, such as 2026/invoices/a.pdf.">
        <Input
          autoFocus
          className="font-mono"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      {transfer.error && <Notice error={transfer.error} />}
    </Dialog>
  );
}
