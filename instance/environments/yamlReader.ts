/** Reads YAML by its nodes, so that every complaint has a place. Never throws, and quotes no value. */
import { type Document, isAlias, isMap, isPair, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import { LineIndex } from '../../server/src/core/text';
import type { ConfigurationProblem } from './types';

/** One member of a mapping. */
export interface Member {
  readonly key: string;
  /** Where the key stands, in UTF-16 code units. */
  readonly at: Span;
  readonly value: Node | undefined;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Aliases are followed this deep; a document that goes deeper refers to itself. */
const deepestAlias = 20;

export class YamlReader {
  readonly root: Node | undefined;
  private readonly found: ConfigurationProblem[] = [];
  private readonly lines: LineIndex;
  private readonly document: Document;

  constructor(text: string) {
    this.lines = new LineIndex(text);
    // A byte order mark counts in the text, not for the parser.
    this.document = parseDocument(text, {
      prettyErrors: false,
      logLevel: 'silent',
      merge: true,
      keepSourceTokens: false,
    });
    for (const { message, pos } of this.document.errors)
      this.complain('error', { start: pos[0], end: pos[1] }, `${withoutQuotes(message)}.`);
    this.root = this.follow(this.document.contents ?? undefined);
  }

  get problems(): readonly ConfigurationProblem[] {
    return [...this.found].sort((a, b) => a.start - b.start);
  }

  complain(severity: ConfigurationProblem['severity'], at: Span, message: string): void {
    const { line, character } = this.lines.positionAt(at.start);
    this.found.push({ severity, message, ...at, line: line + 1, column: character + 1 });
  }

  /** The members of a mapping, those of merged mappings (`<<`) behind its own; complains about anything else. */
  members(node: Node | undefined, what: string): readonly Member[] {
    if (isMap(node)) return [...this.collect(node, 0).values()];
    if (node !== undefined && !isEmpty(node))
      this.complain('error', spanOf(node), `${what} is to be a mapping.`);
    return [];
  }

  /** The items of a list; complains about anything else. */
  items(node: Node | undefined, what: string): readonly Node[] {
    if (isSeq(node))
      return node.items.flatMap((item) => {
        const followed = this.follow(isNode(item) ? item : undefined);
        return followed === undefined ? [] : [followed];
      });
    if (node !== undefined && !isEmpty(node))
      this.complain('error', spanOf(node), `${what} is to be a list.`);
    return [];
  }

  /** A text, numbers taken as they are written; complains about anything else. */
  textOf(node: Node | undefined, what: string): string | undefined {
    if (node === undefined || isEmpty(node)) return undefined;
    if (isScalar(node)) {
      if (typeof node.value === 'string') return node.value;
      if (typeof node.value === 'number' || typeof node.value === 'boolean')
        return node.source ?? String(node.value);
    }
    this.complain('error', spanOf(node), `${what} is to be a text.`);
    return undefined;
  }

  flag(node: Node | undefined, what: string): boolean | undefined {
    if (node === undefined || isEmpty(node)) return undefined;
    if (isScalar(node) && typeof node.value === 'boolean') return node.value;
    this.complain('error', spanOf(node), `${what} is to be true or false.`);
    return undefined;
  }

  /** The plain value of a node, as JSON would have it; `undefined` where it can't be told. */
  plain(node: Node | undefined): unknown {
    if (node === undefined) return undefined;
    try {
      return node.toJS(this.document, { maxAliasCount: 100 });
    } catch {
      this.complain('error', spanOf(node), 'The aliases here lead in a circle or are too many.');
      return undefined;
    }
  }

  private collect(map: Node, depth: number): Map<string, Member> {
    const members = new Map<string, Member>();
    if (!isMap(map) || depth > deepestAlias) return members;
    const merged: Node[] = [];
    for (const pair of map.items) {
      if (!isPair(pair) || !isNode(pair.key)) continue;
      const value = this.follow(isNode(pair.value) ? pair.value : undefined);
      const key = isScalar(pair.key) ? (pair.key.source ?? String(pair.key.value)) : undefined;
      if (key === undefined) this.complain('error', spanOf(pair.key), 'A key is to be a text.');
      else if (key === '<<' && value !== undefined)
        merged.push(...(isSeq(value) ? this.items(value, '') : [value]));
      else members.set(key, { key, at: spanOf(pair.key), value });
    }
    for (const each of merged)
      for (const [key, member] of this.collect(each, depth + 1))
        if (!members.has(key)) members.set(key, member);
    return members;
  }

  private follow(node: Node | undefined): Node | undefined {
    let at = node;
    for (let depth = 0; isAlias(at); depth++) {
      const target: Node | undefined = depth > deepestAlias ? undefined : at.resolve(this.document);
      if (target === undefined) this.complain('error', spanOf(at), 'This alias leads nowhere.');
      at = target;
    }
    return at;
  }
}

export function spanOf(node: Node): Span {
  const [start = 0, end = start] = node.range ?? [];
  return { start, end };
}

function isNode(value: unknown): value is Node {
  return isScalar(value) || isMap(value) || isSeq(value) || isAlias(value);
}

function isEmpty(node: Node): boolean {
  return isScalar(node) && node.value === null;
}

/** The parser's messages may quote what they stumble over. */
function withoutQuotes(message: string): string {
  return (
    message
      .split('\n')[0]
      ?.replace(/["'`].*["'`]/g, '…')
      .replace(/[.:]\s*$/, '') ?? 'The file is no YAML'
  );
}
