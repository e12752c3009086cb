import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

// Loaded before the server and the operator's commands by the scripts of `package.json`, and not by tests, which must
// not find a developer's own settings. What the environment already has stays. Node's `--env-file-if-exists` does the
// same, but prints a line where there is no file.
const file = fileURLToPath(new URL('../../../.env', import.meta.url))
if (existsSync(file)) process.loadEnvFile(file)
