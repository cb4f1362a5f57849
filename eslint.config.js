import noUnsanitized from "eslint-plugin-no-unsanitized";
import tseslint from "typescript-eslint";

// The rules are about one thing: page content is hostile. No HTML from strings, no network, no evaluated code.
const network = ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "Image", "Worker"].map((name) => ({
  name,
  message: "Nothing leaves the device: the extension makes no requests.",
}));

export default tseslint.config(
  { ignores: ["dist/**", "target/**", "**/node_modules/**", "tests/kits/build/**"] },
  {
    files: ["extension/**/*.ts"],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { "no-unsanitized": noUnsanitized },
    rules: {
      "no-unsanitized/method": "error",
      "no-unsanitized/property": "error",
      "no-eval": "error",
      "no-implied-eval": "off",
      "@typescript-eslint/no-implied-eval": "error",
      "no-restricted-globals": ["error", ...network],
      "no-restricted-properties": [
        "error",
        { object: "navigator", property: "sendBeacon", message: "Nothing leaves the device." },
      ],
      "no-console": "error",
      "no-empty": ["error", { allowEmptyCatch: false }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
);
