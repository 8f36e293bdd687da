import importX from "eslint-plugin-import-x";
import hooks from "eslint-plugin-react-hooks";
import { readdirSync } from "node:fs";
import tseslint from "typescript-eslint";

const features = readdirSync(new URL("src/features", import.meta.url));

/** Imports go one way: app → features → components → api → lib, and never from one feature to another. */
const zones = [
  { target: "./src/lib", from: ["./src/api", "./src/components", "./src/features", "./src/app"] },
  { target: "./src/api", from: ["./src/components", "./src/features", "./src/app"] },
  { target: "./src/components", from: ["./src/api", "./src/features", "./src/app"] },
  { target: "./src/features", from: "./src/app" },
  ...features.map((feature) => ({
    target: `./src/features/${feature}`,
    from: "./src/features",
    except: [`./${feature}`],
  })),
];

export default tseslint.config(
  { ignores: ["dist", "src/lib/api/schema.gen.ts"] },
  ...tseslint.configs.strictTypeChecked.map((config) => ({
    ...config,
    files: ["src/**/*.{ts,tsx}", "test/**/*.{ts,tsx}"],
  })),
  {
    files: ["src/**/*.{ts,tsx}", "test/**/*.{ts,tsx}"],
    plugins: { "import-x": importX, "react-hooks": hooks },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: { "import-x/resolver": { typescript: true } },
    rules: {
      ...hooks.configs.recommended.rules,
      "import-x/no-restricted-paths": ["error", { zones }],
      "import-x/no-cycle": "error",
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": "off",
      "@typescript-eslint/no-base-to-string": "off",
      // Virtualisers are read while rendering, which the compiler does not know; nothing is compiled here.
      "react-hooks/incompatible-library": "off",
      "react-hooks/preserve-manual-memoization": "off",
      "@typescript-eslint/prefer-nullish-coalescing": "off",
    },
  },
);
