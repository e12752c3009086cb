import type { RestProcedure } from '../doors/rest-procedures.ts'

type Json = Record<string, unknown>

/** A way to call an operation, as `x-codeSamples` of the OpenAPI document has it. */
export type CodeSample = { lang: string; label: string; source: string }

/**
 * How to call a procedure at `apiUrl` (`https://…/api`): with curl, with fetch, and through the typed client.
 *
 * @param inPath the fields of `example` that the path carries
 */
export function codeSamples(
  apiUrl: string,
  procedure: RestProcedure,
  example: Json,
  inPath: string[],
): CodeSample[] {
  const { name, method, access, type, meta } = procedure
  const rest = Object.fromEntries(Object.entries(example).filter(([field]) => !inPath.includes(field)))
  const path = procedure.path.replace(/\{(\w+)\}/g, (_, field: string) => String(example[field]))
  const url = `${apiUrl}${path}`
  const json = Object.keys(rest).length > 0 ? rest : undefined
  const needsCredential = access !== 'anyone'
  const variable = access === 'key' ? 'API_KEY' : 'ACCESS_TOKEN'
  const credential = access === 'key' ? 'apiKey' : 'accessToken'

  const curl = [
    `curl ${method === 'GET' ? '' : `-X ${method} `}'${url}'`,
    ...(needsCredential ? [`-H "Authorization: Bearer $${variable}"`] : []),
    ...(json ? ["-H 'Content-Type: application/json'", `-d '${JSON.stringify(json)}'`] : []),
    ...(meta.takes_file ? ['-F file=@picture.png'] : []),
  ]
  const headers = [
    ...(needsCredential ? [`Authorization: \`Bearer \${${credential}}\``] : []),
    ...(json ? ["'Content-Type': 'application/json'"] : []),
  ]
  const options = [
    ...(method === 'GET' ? [] : [`method: '${method}'`]),
    ...(headers.length > 0 ? [`headers: { ${headers.join(', ')} }`] : []),
    ...(json ? [`body: JSON.stringify(${literal(json)})`] : []),
    ...(meta.takes_file ? ['body: form'] : []),
  ]
  const form = meta.takes_file ? "const form = new FormData()\nform.append('file', file)\n" : ''
  const input = meta.takes_file ? 'form' : Object.keys(example).length > 0 ? literal(example) : ''
  return [
    { lang: 'bash', label: 'curl', source: curl.join(' \\\n  ') },
    {
      lang: 'javascript',
      label: 'fetch',
      source: `${form}const response = await fetch('${url}'${options.length > 0 ? `, {\n  ${options.join(',\n  ')},\n}` : ''})`,
    },
    {
      lang: 'javascript',
      label: 'Typed client',
      source: `${form}${type === 'query' ? 'const answer = ' : ''}await trpc.${name}.${type === 'query' ? 'query' : 'mutate'}(${input})`,
    },
  ]
}

/** A value as one writes it in a program. */
function literal(value: unknown): string {
  if (typeof value === 'string') return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return JSON.stringify(value)
  return `{ ${Object.entries(value)
    .map(([name, inner]) => `${name}: ${literal(inner)}`)
    .join(', ')} }`
}
