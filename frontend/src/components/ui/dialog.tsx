import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode, SyntheticEvent } from "react";
import { cn } from "@/lib/cn";
import { IconButton } from "./button";

interface PanelProps {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  description?: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
  /** With it the panel is a form. */
  onSubmit?: () => void;
  width?: string;
}

/** A modal in the middle of the page. */
export function Dialog({ width = "max-w-md", ...props }: PanelProps) {
  return (
    <Panel
      {...props}
      className={cn(
        "top-1/2 left-1/2 max-h-[min(85vh,52rem)] w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 rounded-xl border",
        width,
      )}
    />
  );
}

/** A panel that slides in from the right, for longer forms. */
export function Sheet({ width = "max-w-xl", ...props }: PanelProps) {
  return <Panel {...props} className={cn("inset-y-0 right-0 w-full animate-slide border-l", width)} />;
}

function Panel({
  open,
  onClose,
  title,
  description,
  children,
  footer,
  onSubmit,
  className,
}: PanelProps & { className: string }) {
  const Body = onSubmit ? "form" : "div";
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    event.stopPropagation();
    onSubmit?.();
  };
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-in bg-black/35 backdrop-blur-[1px] dark:bg-black/60" />
        <Radix.Content
          {...(!description && { "aria-describedby": undefined })}
          className={cn("fixed z-50 flex flex-col bg-raised shadow-float outline-none", className)}
        >
          <Body
            className="flex min-h-0 flex-1 flex-col"
            {...(onSubmit && { onSubmit: submit, noValidate: true })}
          >
            <header className="flex items-start justify-between gap-4 px-5 pt-4 pb-3">
              <div className="min-w-0">
                <Radix.Title className="text-base font-semibold">{title}</Radix.Title>
                {description && (
                  <Radix.Description className="mt-0.5 text-sm text-muted">{description}</Radix.Description>
                )}
              </div>
              <IconButton label="Close" size="sm" className="-mr-1.5" icon={<X />} onClick={onClose} />
            </header>
            <div className="min-h-0 flex-1 space-y-4 overflow-y-auto px-5 pt-1 pb-5">{children}</div>
            {footer && (
              <footer className="flex justify-end gap-2 border-t bg-sunken/50 px-5 py-3">{footer}</footer>
            )}
          </Body>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
