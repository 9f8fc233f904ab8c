/** Documents that nobody would write: policies, damaged. Each is made from a seed alone, so that it can be made again. */
import { type Random, seededRandom } from '../core/mutants/random';

type Mutation = (text: string, random: Random, sources: readonly string[]) => string;

/** No document grows past what the service takes. */
const longest = 262_144;

/** What scanners trip over, from one character to whole constructs. */
const nasty = [
  ...[
    '<',
    '</',
    '>',
    '/>',
    '"',
    "'",
    '=',
    '&',
    ';',
    '@',
    '@(',
    '@{',
    '(',
    ')',
    '{',
    '}',
    '[',
    ']',
    '\\',
    '$"',
  ],
  ...['@"', '$@"{', '"""', '//', '/*', '*/', '<!--', '-->', '<![CDATA[', ']]>', '<?', '?>', '<!DOCTYPE x ['],
  ...[
    '&quot;',
    '&lt;',
    '&amp;',
    '&#x41;',
    '&#0;',
    '&#99999999;',
    '&nope;',
    '{{',
    '}}',
    '{{a',
    '{{ a-b }}',
    '${x}',
  ],
  ...['#{T}#', '{#T#}', '\0', '\r', '\r\n', '\n', '\u2028', '\u00A0', '\uFEFF', '\uFFFD', '\uD83D', '\uDE00'],
  ...[
    '😀',
    'é',
    '́',
    '\u202E',
    ' ',
    '\t',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '0',
    '-1',
  ],
  ...[
    '99999999999999999999',
    '1e309',
    '<__proto__ constructor="toString"/>',
    '<base/>',
    '<policies>',
    '</policies>',
  ],
  ...[
    '<a b="@(x"/>',
    '<choose><when condition="@(',
    '<include-fragment fragment-id="',
    '<fragment>',
    '</inbound>',
  ],
  ...['<!-- apim-policy-disable-next-line', '<set-variable name="v" value="@(context.Variables["v"])"/>'],
  ...[
    '<return-response/>',
    '<when condition="@(true)">',
    '</when>',
    '<value>',
    'xmlns:a="b"',
    'a:b="c"',
    ' id=""',
  ],
  ...[
    'context.Variables["',
    'GetValueOrDefault<',
    '=>',
    '?.',
    '??',
    'var x = ',
    'new {',
    'eyJ',
    'client_secret=',
  ],
];

/** Elements that hold others, to nest documents in. */
const shells = [
  ['<choose><when condition="@(true)">', '</when></choose>'],
  ['<choose><otherwise>', '</otherwise></choose>'],
  ['<retry condition="@(false)" count="1" interval="1">', '</retry>'],
  ['<wait for="all">', '</wait>'],
  ['<limit-concurrency key="k" max-count="1">', '</limit-concurrency>'],
  ['<policies><inbound>', '</inbound></policies>'],
  ['<fragment>', '</fragment>'],
  ['<a>', ''],
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['@{', '}'],
  ['<x y="', '"/>'],
] as const;

function place(text: string, random: Random): number {
  // Half of the places are where something happens, rather than amid a word.
  const at = random.below(text.length + 1);
  if (random.below(2) === 0) return at;
  const found = text.slice(at, at + 200).search(/[<>"'=/@(){}&]/);
  return found === -1 ? at : at + found + random.below(2);
}

/** A range, mostly a short one. */
function range(text: string, random: Random): readonly [start: number, end: number] {
  const start = place(text, random);
  const length = random.below(10) === 0 ? random.below(text.length + 1) : 1 + random.below(80);
  return [start, Math.min(text.length, start + length)];
}

const replaced = (text: string, start: number, end: number, inserted: string): string =>
  text.slice(0, start) + inserted + text.slice(end);

const mutations: readonly Mutation[] = [
  function deleteCharacter(text, random) {
    const at = place(text, random);
    return replaced(text, at, at + 1, '');
  },
  function deleteRange(text, random) {
    const [start, end] = range(text, random);
    return replaced(text, start, end, '');
  },
  /** What is left of a character of several bytes is the replacement character, as where a file is damaged. */
  function deleteByte(text, random) {
    const [start, end] = range(text, random);
    const bytes = new TextEncoder().encode(text.slice(start, end));
    const dropped = random.below(Math.max(1, bytes.length));
    const kept = bytes.filter((_, i) => i !== dropped);
    return replaced(text, start, end, new TextDecoder().decode(kept));
  },
  function doubleRange(text, random) {
    const [start, end] = range(text, random);
    return replaced(text, end, end, text.slice(start, end));
  },
  function repeatRange(text, random) {
    const [start, end] = range(text, random);
    const times = 2 + random.below(random.below(20) === 0 ? 2000 : 40);
    return replaced(text, end, end, text.slice(start, end).repeat(times));
  },
  function moveRange(text, random) {
    const [start, end] = range(text, random);
    const rest = replaced(text, start, end, '');
    const to = place(rest, random);
    return replaced(rest, to, to, text.slice(start, end));
  },
  function insertNasty(text, random) {
    const at = place(text, random);
    return replaced(text, at, at, random.pick(nasty) ?? '');
  },
  function replaceByNasty(text, random) {
    const [start, end] = range(text, random);
    return replaced(text, start, end, random.pick(nasty) ?? '');
  },
  function repeatNasty(text, random) {
    const at = place(text, random);
    const times = 2 + random.below(random.below(20) === 0 ? 2000 : 30);
    return replaced(text, at, at, (random.pick(nasty) ?? '').repeat(times));
  },
  function otherCharacter(text, random) {
    const at = place(text, random);
    return replaced(
      text,
      at,
      at + 1,
      String.fromCharCode(random.below(random.below(4) === 0 ? 0x10000 : 128)),
    );
  },
  function truncate(text, random) {
    const at = place(text, random);
    return random.below(4) === 0 ? text.slice(at) : text.slice(0, at);
  },
  function spliceDocuments(text, random, sources) {
    const other = random.pick(sources) ?? '';
    return text.slice(0, place(text, random)) + other.slice(place(other, random));
  },
  function insertOfOther(text, random, sources) {
    const other = random.pick(sources) ?? '';
    const [start, end] = range(other, random);
    const at = place(text, random);
    return replaced(text, at, at, other.slice(start, end));
  },
  function nest(text, random) {
    const [open, close] = random.pick(shells) ?? shells[0];
    const times = 1 + random.below(random.below(10) === 0 ? 1000 : 5);
    const [start, end] = range(text, random);
    return replaced(text, start, end, open.repeat(times) + text.slice(start, end) + close.repeat(times));
  },
  function swapNames(text, random) {
    const names = [...text.matchAll(/(?<=[<\s]|<\/)[\w-]+/g)];
    const name = random.pick(names);
    const other = random.pick(names);
    if (!name || !other) return text;
    return replaced(text, name.index, name.index + name[0].length, other[0]);
  },
  function changeValue(text, random) {
    const value = random.pick([...text.matchAll(/(?<==")[^"<]*(?=")/g)]);
    if (!value) return text;
    return replaced(text, value.index, value.index + value[0].length, random.pick(nasty) ?? '');
  },
  function otherLineBreaks(text, random) {
    return text.replaceAll(/\r?\n/g, random.pick(['\r\n', '\r', '', ' ']) ?? '');
  },
  function escapeRange(text, random) {
    const [start, end] = range(text, random);
    const escaped = text
      .slice(start, end)
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('"', '&quot;');
    return replaced(text, start, end, escaped);
  },
];

export interface FuzzedDocument {
  readonly text: string;
  /** What was done to it, in the order in which it was done. */
  readonly mutations: readonly string[];
  /** Goes on from where the document was made, for choices about what to ask. */
  readonly random: Random;
}

/** The document of that number in the run of that seed. */
export function fuzzedDocument(sources: readonly string[], seed: number, index: number): FuzzedDocument {
  const random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
  let text = random.pick(sources) ?? '';
  const done: string[] = [];
  for (let left = 1 + random.below(random.below(3) === 0 ? 12 : 4); left > 0; left--) {
    const mutate = random.pick(mutations);
    if (!mutate) continue;
    const changed = mutate(text, random, sources);
    if (changed.length > longest) continue;
    text = changed;
    done.push(mutate.name);
  }
  return { text, mutations: done, random };
}
