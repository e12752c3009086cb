import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

/** An import of a file: another file by its path in the folder that was read, or a package by its name. */
export type Import = { name: string; isOwn: boolean; isType: boolean; isReexport: boolean }

/** The files of a folder and what each imports, by paths in that folder. Tests are left out. */
export type ImportsByFile = ReadonlyMap<string, readonly Import[]>

/** Every source file below a folder, by its path in it. */
export function sourcesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.(test|d)\.tsx?$/.test(file))
    .sort()
}

const statement =
  /^(?:(import|export)\s+(type\s)?(?:[^'"();]*?\sfrom\s+)?'([^']+)'|.*?\bimport\('([^']+)'\))/gm

/** Reads the imports of every file of a folder: static, dynamic, re-exported, types too. */
export function readImports(folder: string): ImportsByFile {
  return new Map(
    sourcesOf(folder).map((file) => {
      const text = readFileSync(join(folder, file), 'utf8')
      const imports = [...text.matchAll(statement)].map(([, keyword, type, name = '', dynamic]): Import => {
        const target = dynamic ?? name
        const isOwn = target.startsWith('.')
        return {
          name: isOwn ? relative(folder, resolve(folder, dirname(file), target)) : target,
          isOwn,
          isType: type !== undefined,
          isReexport: keyword === 'export',
        }
      })
      return [file, imports]
    }),
  )
}

/** The rings of files that import each other, types counted; each file is in one ring at most. */
export function findRings(imports: ImportsByFile): string[][] {
  const reached = new Map([...imports.keys()].map((file) => [file, reachedFrom(file, imports)]))
  const rings = Map.groupBy(
    [...imports.keys()].filter((file) => reached.get(file)?.has(file)),
    (file) =>
      [...(reached.get(file) ?? [])]
        .filter((other) => reached.get(other)?.has(file))
        .sort()
        .join(' '),
  )
  return [...rings.values()]
}

function reachedFrom(start: string, imports: ImportsByFile): Set<string> {
  const reached = new Set<string>()
  const open = [start]
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    for (const { name, isOwn } of imports.get(file) ?? []) {
      if (!isOwn || reached.has(name)) continue
      reached.add(name)
      open.push(name)
    }
  }
  return reached
}
