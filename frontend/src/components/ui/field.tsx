import { useId, type ComponentProps, type ReactElement, type ReactNode } from "react";
import { cloneElement } from "react";
import { cn } from "@/lib/cn";

export const controlClass = cn(
  "w-full rounded-md border bg-surface px-2.5 text-sm text-ink shadow-xs transition-colors",
  "placeholder:text-faint hover:border-line-strong focus-visible:border-accent focus-visible:outline-2",
  "focus-visible:-outline-offset-1 focus-visible:outline-accent disabled:opacity-60 aria-invalid:border-danger",
);

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return (
    <input autoComplete="off" spellCheck={false} {...rest} className={cn(controlClass, "h-8", className)} />
  );
}

export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return <textarea spellCheck={false} {...rest} className={cn(controlClass, "min-h-20 py-1.5", className)} />;
}

interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  optional?: boolean;
  className?: string;
  /** The control; gets id and descriptions. */
  children: ReactElement<Record<string, unknown>>;
}

/** A labelled control with its hint and error. */
export function Field({ label, hint, error, optional, className, children }: FieldProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className={cn("space-y-1.5", className)}>
      <label htmlFor={id} className="flex items-baseline justify-between text-xs font-medium text-ink">
        <span>{label}</span>
        {optional && <span className="font-normal text-faint">optional</span>}
      </label>
      {cloneElement(children, {
        id,
        ...(error && { "aria-invalid": true }),
        ...(described && { "aria-describedby": described }),
      })}
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-muted">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} role="alert" className="text-xs font-medium text-danger">
          {error}
        </p>
      )}
    </div>
  );
}
