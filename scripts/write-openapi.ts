// Writes docs/openapi.json, the API's document of today, from the table of routes: `npm run openapi`.
import { writeFile } from "node:fs/promises";
import { routes } from "../src/server/api.ts";
import { openApi } from "../src/server/openapi.ts";

await writeFile(new URL("../docs/openapi.json", import.meta.url), `${JSON.stringify(openApi(routes), null, 2)}\n`);
