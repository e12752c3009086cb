import type { ImportsByFile } from './imports.ts'

/**
 * The rooms of the server, from the top floor down. A file imports from its own room and from the floors below it.
 *
 * A room is a folder; of a feature's folder, routers and routes stand on floors of their own.
 */
const floors: readonly (readonly string[])[] = [
  ['main', 'commands'],
  ['app'],
  ['http/openapi', 'http/web-app', 'http/operations'],
  ['http/doors', 'routes'],
  ['http/requests', 'http/answers'],
  ['routers'],
  ['rpc'],
  ['services'],
  ['jobs', 'metrics', 'seed'],
  ['google', 'passwords'],
  ['accounts', 'verification'],
  ['api-keys'],
  ['sessions'],
  ['avatars', 'links'],
  ['users'],
  ['audit'],
  ['limits', 'mail-requests'],
  ['mail', 'revocations', 'uploads', 'stand-in'],
  ['queues'],
  ['db', 'crypto'],
  ['basics'],
]

/** The room of a file of the server, by its path under `src`. */
export function roomOf(file: string): string {
  const parts = file.split('/')
  const [folder = '', inner = ''] = parts
  if (file === 'router.ts' || file.endsWith('.router.ts')) return 'routers'
  if (file.endsWith('.routes.ts')) return 'routes'
  if (parts.length === 1)
    return ['main.ts', 'app.ts', 'services.ts'].includes(file) ? file.slice(0, -3) : 'basics'
  if (folder === 'features') return inner
  return folder === 'http' ? `http/${inner}` : folder
}

/** The floor of a room, counted from the top; -1 for a room that has none. */
export const floorOf = (room: string): number => floors.findIndex((floor) => floor.includes(room))

/**
 * Draws the rooms and their imports as a Mermaid chart.
 *
 * What `basics` holds (`config.ts`, `auth-error.ts` and the like) is for all, and left out; so is an arrow between two rooms
 * that are joined by a way through others.
 */
export function drawRooms(imports: ImportsByFile): string {
  const arrows = new Map<string, Set<string>>()
  for (const [file, names] of imports) {
    const from = roomOf(file)
    const targets = arrows.get(from) ?? new Set<string>()
    arrows.set(from, targets)
    for (const { name, isOwn } of names) if (isOwn && roomOf(name) !== from) targets.add(roomOf(name))
  }
  const reaches = (from: string, to: string): boolean =>
    [...(arrows.get(from) ?? [])].some((next) => next === to || reaches(next, to))
  const lines = floors.flat().flatMap((from) => {
    const targets = [...(arrows.get(from) ?? [])].filter((to) => to !== 'basics')
    return targets
      .filter((to) => !targets.some((other) => other !== to && reaches(other, to)))
      .sort((one, other) => floorOf(one) - floorOf(other) || one.localeCompare(other))
      .map((to) => `  ${from} --> ${to}`)
  })
  return ['flowchart TD', ...group('http', inHttp), ...group('features', inFeatures), ...lines].join('\n')
}

const inHttp = floors.flat().filter((room) => room.startsWith('http/'))
const inFeatures = floors.slice(floorOf('google'), floorOf('limits') + 1).flat()

const group = (name: string, rooms: readonly string[]): string[] => [
  `  subgraph ${name}`,
  ...rooms.map((room) => `    ${room}`),
  '  end',
]
