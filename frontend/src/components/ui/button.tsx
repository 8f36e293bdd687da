import { LoaderCircle } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/cn";
import { Tooltip } from "./tooltip";

const VARIANTS = {
  primary: "bg-accent text-on-accent hover:bg-accent-strong shadow-xs",
  secondary: "bg-surface text-ink border hover:border-line-strong hover:bg-sunken shadow-xs",
  ghost: "text-muted hover:bg-sunken hover:text-ink",
  danger: "bg-danger text-white dark:text-canvas hover:brightness-95 shadow-xs",
  "danger-ghost": "text-danger hover:bg-danger-soft",
};

const SIZES = {
  sm: "h-7 px-2.5 gap-1.5 text-xs",
  md: "h-8 px-3 gap-2 text-sm",
  lg: "h-10 px-4 gap-2 text-base",
};

export interface ButtonProps extends ComponentProps<"button"> {
  variant?: keyof typeof VARIANTS;
  size?: keyof typeof SIZES;
  icon?: ReactNode;
  busy?: boolean;
}

export function buttonClass(variant: keyof typeof VARIANTS = "secondary", size: keyof typeof SIZES = "md") {
  return cn(
    "inline-flex shrink-0 items-center justify-center rounded-md font-medium whitespace-nowrap transition-colors select-none",
    "disabled:pointer-events-none disabled:opacity-50 [&_svg]:size-3.5 [&_svg]:shrink-0",
    VARIANTS[variant],
    SIZES[size],
  );
}

export function Button({ variant, size, icon, busy, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      aria-busy={busy || undefined}
      {...rest}
      disabled={rest.disabled || busy}
      className={cn(buttonClass(variant, size), className)}
    >
      {busy ? <LoaderCircle className="animate-spin" aria-hidden /> : icon}
      {children}
    </button>
  );
}

interface IconButtonProps extends Omit<ButtonProps, "children"> {
  /** Its name for screen readers, and its tooltip. */
  label: string;
}

export function IconButton({
  label,
  variant = "ghost",
  size = "md",
  className,
  icon,
  ...rest
}: IconButtonProps) {
  const square = { sm: "size-7", md: "size-8", lg: "size-10" }[size];
  return (
    <Tooltip label={label}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        className={cn(buttonClass(variant, size), square, "px-0 [&_svg]:size-4", className)}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
