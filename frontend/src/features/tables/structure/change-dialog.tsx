import type { ReactNode } from "react";
import { previewChange, useSchemaChange, type SchemaChange } from "@/api/tables";
import { SqlPreview } from "@/components/sql-preview";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/states";

interface ChangeDialogProps {
  title: string;
  description?: string;
  action: string;
  /** Whether what was typed makes a change. */
  ready: boolean;
  change: () => SchemaChange;
  onClose: () => void;
  width?: string;
  children: ReactNode;
}

/** A form that makes one change of the schema, and can show its SQL before. */
export function ChangeDialog({
  title,
  description,
  action,
  ready,
  change,
  onClose,
  width,
  children,
}: ChangeDialogProps) {
  const apply = useSchemaChange();
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      {...(description && { description })}
      {...(width && { width })}
      onSubmit={() => ready && apply.mutate(change(), { onSuccess: onClose })}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={apply.isPending} disabled={!ready}>
            {action}
          </Button>
        </>
      }
    >
      {children}
      {ready && <SqlPreview load={() => previewChange(change())} />}
      {apply.error && <Notice error={apply.error} />}
    </Dialog>
  );
}
