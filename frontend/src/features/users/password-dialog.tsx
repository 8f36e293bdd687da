import { RefreshCw } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { useSetPassword, type User } from "@/api/users";
import { Button, IconButton } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/states";
import { generatePassword } from "@/lib/password";

export function PasswordDialog({ user, open, onClose }: { user: User; open: boolean; onClose: () => void }) {
  const [password, setPassword] = useState("");
  const set = useSetPassword(user.id);
  const close = () => {
    setPassword("");
    set.reset();
    onClose();
  };
  const save = () =>
    set.mutate(password, {
      onSuccess: () => {
        toast.success(`${user.email} has a new password`);
        close();
      },
    });
  return (
    <Dialog
      open={open}
      onClose={close}
      title="Set a new password"
      description={`For ${user.email}. Their sessions end at once.`}
      onSubmit={save}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" variant="primary" busy={set.isPending} disabled={password === ""}>
            Set password
          </Button>
        </>
      }
    >
      <div className="flex items-end gap-1">
        <Field label="New password" className="flex-1">
          <Input
            autoFocus
            className="font-mono"
            autoComplete="new-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </Field>
        <IconButton
          label="Generate one"
          icon={<RefreshCw />}
          onClick={() => setPassword(generatePassword())}
        />
        {password && <CopyButton text={password} />}
      </div>
      {set.error && <Notice error={set.error} />}
    </Dialog>
  );
}
