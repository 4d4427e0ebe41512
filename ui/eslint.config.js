import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";

import svelteConfig from "./svelte.config.js";

export default ts.config(
  { ignores: ["dist/", "src/lib/backend/bindings/"] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser } } },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: [".svelte"], svelteConfig } },
  },
  {
    rules: {
      "no-restricted-globals": ["error", "localStorage", "sessionStorage", "indexedDB"],
      "svelte/no-at-html-tags": "error",
      "svelte/prefer-svelte-reactivity": "off",
    },
  },
  {
    // Only one folder speaks to the app behind the window.
    files: ["src/**"],
    ignores: ["src/lib/backend/**", "src/test/**", "src/**/*.test.ts"],
    rules: { "no-restricted-imports": ["error", { patterns: ["@tauri-apps/*"] }] },
  },
);
