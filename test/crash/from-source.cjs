"use strict";

// Lets a child process run our TypeScript as it stands, as the tests themselves do: node -r THIS child.ts
const { transformFileSync } = require("@swc/core");

require.extensions[".ts"] = (module, filename) => {
  const { code } = transformFileSync(filename, {
    jsc: {
      target: "es2023",
      parser: { syntax: "typescript" },
      transform: { useDefineForClassFields: false },
    },
    module: { type: "commonjs" },
    sourceMaps: false,
  });
  module._compile(code, filename);
};
