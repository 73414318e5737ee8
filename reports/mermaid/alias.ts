/** Words that begin a statement somewhere in the grammars; an identifier must not be one. */
const KEYWORDS = new Set([
  'acctitle', 'accdescr', 'activate', 'actor', 'alt', 'and', 'as', 'autonumber', 'bottom', 'box', 'break', 'choice',
  'class', 'classdef', 'click', 'create', 'critical', 'deactivate', 'default', 'destroy', 'details', 'direction',
  'else', 'end', 'fork', 'graph', 'hide', 'href', 'join', 'left', 'link', 'links', 'loop', 'note', 'off', 'opt',
  'option', 'over', 'par', 'par_over', 'participant', 'properties', 'rect', 'right', 'root', 'scale',
  'sequencediagram', 'state', 'statediagram', 'style', 'subgraph', 'title', 'top', 'width', 'wrap', 'nowrap',
])

/** Readable where possible, and never a keyword or a name that plain objects already have (mermaid's maps are such). */
function sanitise(id: string, fallback: string): string {
  const safe = id.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '').slice(0, 40)
    // A line with one of these words and a `#…;` after a colon loses its last `;`, wherever the word stands.
    .replace(/style|classDef/g, word => word.toUpperCase())
  if (safe === '') return fallback
  if (/^\d/.test(safe)) return `${fallback}_${safe}`
  return KEYWORDS.has(safe.toLowerCase()) || safe in {} ? `${safe}_` : safe
}

/** Gives each identifier a mermaid alias: always the same for the same sequence of calls, never the same for two ids. */
export function createAliases(prefix: string): (id: string) => string {
  const aliases = new Map<string, string>()
  const taken = new Set<string>()
  return id => {
    const known = aliases.get(id)
    if (known !== undefined) return known
    const wanted = sanitise(id, `${prefix}${aliases.size + 1}`)
    let alias = wanted
    // Compared without case, since the lexers ignore it in places.
    for (let n = 2; taken.has(alias.toLowerCase()); n += 1) alias = `${wanted}_${n}`
    aliases.set(id, alias)
    taken.add(alias.toLowerCase())
    return alias
  }
}
