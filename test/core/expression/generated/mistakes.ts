/** Mistakes that people make in code that compiles. Whether one is a mistake where it was made, the compiler says. */
import type { Statement } from '../../../../server/src/core/expression/syntax/nodes';
import { applyEdits, type Span, type TextEdit } from '../../../../server/src/core/text';
import { mutantOf, type SourceExpression } from '../../../support/expressions';
import type { CompilerSymbol } from '../../../support/roslyn';
import type { Random } from '../../mutants/random';
import { type AnyNode, isKind, nodesOfCode } from './nodes';
import type { JudgedExpression } from './sources';

export interface Mutant extends SourceExpression {
  /** The kind of mistake. */
  readonly mistake: string;
}

interface Site {
  readonly source: JudgedExpression;
  readonly nodes: readonly AnyNode[];
  readonly symbols: readonly CompilerSymbol[];
  readonly random: Random;
  /** The names of members that any of the sources uses. */
  readonly memberNames: readonly string[];
}

/** The edits that make a mistake; `undefined` where there is no place for it. */
type Mistake = (site: Site) => readonly TextEdit[] | undefined;

/** Values of many types, and what has none. */
const values = [
  '1',
  '"a"',
  'true',
  'null',
  "'c'",
  '1.5m',
  'new object()',
  'context.Request',
  'context.Trace("a")',
  'DateTime.UtcNow',
  'context.Variables["a"]',
  'new JObject()',
  'new[] { 1, 2 }',
  'x1 => x1',
  'string',
  'string.Join',
  'default',
  'context.Request.Headers',
  'missing1',
];
const types = ['int', 'string', 'bool', 'object', 'JObject', 'List<string>', 'DateTime', 'Foo', 'int?'];
const operators = ['+', '-', '==', '<', '&&', '??', '|', '<<'];

const memberKinds = new Set(['method', 'property', 'field']);
const variableKinds = new Set(['local', 'parameter', 'rangevariable']);

const replace = ({ start, end }: Span, newText: string): readonly TextEdit[] => [
  { span: { start, end }, newText },
];
const insert = (at: number, newText: string) => replace({ start: at, end: at }, newText);

/** A letter lost, doubled, changed or in the other case, or two letters swapped. */
function misspelled(name: string, random: Random): string {
  const at = random.below(name.length);
  const [before, letter, after] = [name.slice(0, at), name.charAt(at), name.slice(at + 1)];
  const next = after.charAt(0);
  return (
    random.pick([
      before + after,
      before + letter + letter + after,
      `${before}q${after}`,
      before + (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()) + after,
      before + next + letter + after.slice(1),
    ]) || 'q'
  );
}

function nameIn(site: Site, kinds: ReadonlySet<string>): CompilerSymbol | undefined {
  const names = site.symbols.filter(
    ({ kind, offset, end }) => kinds.has(kind) && /^\w+$/.test(site.source.code.slice(offset, end)),
  );
  return site.random.pick(names);
}

function misspelledName(...kinds: readonly string[]): Mistake {
  return (site) => {
    const found = nameIn(site, new Set(kinds));
    if (!found) return undefined;
    const span = { start: found.offset, end: found.end };
    return replace(span, misspelled(site.source.code.slice(span.start, span.end), site.random));
  };
}

const argumentLists = (nodes: readonly AnyNode[]) =>
  nodes.flatMap((node) =>
    node.kind === 'invocation' || node.kind === 'object-creation' || node.kind === 'element-access'
      ? [node.arguments ?? []]
      : [],
  );

function statementLists(site: Site): readonly Statement[] {
  return site.nodes.filter(
    (node): node is Statement =>
      isKind('local-declaration')(node) || isKind('expression-statement')(node) || isKind('if')(node),
  );
}

const mistakes: Readonly<Record<string, Mistake>> = {
  'misspelled member': misspelledName('method', 'property', 'field'),
  'misspelled variable': misspelledName('local', 'parameter', 'rangevariable'),
  'misspelled type': misspelledName('namedtype'),
  'another member': (site) => {
    const found = nameIn(site, memberKinds);
    const name = site.random.pick(site.memberNames);
    return found && name ? replace({ start: found.offset, end: found.end }, name) : undefined;
  },
  'another variable': (site) => {
    const [found, other] = [nameIn(site, variableKinds), nameIn(site, variableKinds)];
    return found && other && replace({ start: found.offset, end: found.end }, other.symbol);
  },
  'argument dropped': ({ nodes, random, source }) => {
    const list = random.pick(argumentLists(nodes).filter(({ length }) => length > 0));
    if (!list) return undefined;
    const at = random.below(list.length);
    const [first, last] = [list[0], list[list.length - 1]];
    const rest = list.filter((_, i) => i !== at).map(({ span }) => source.code.slice(span.start, span.end));
    return first && last && replace({ start: first.span.start, end: last.span.end }, rest.join(', '));
  },
  'argument added': ({ nodes, random }) => {
    const last = random.pick(argumentLists(nodes).filter(({ length }) => length > 0))?.at(-1);
    return last && insert(last.span.end, `, ${random.pick(values)}`);
  },
  'argument to a call without': ({ nodes, random }) => {
    const call = random.pick(
      nodes.filter(isKind('invocation')).filter((node) => node.arguments.length === 0),
    );
    return call && insert(call.argumentsSpan.start + 1, random.pick(values) ?? '');
  },
  'argument changed': ({ nodes, random }) => {
    const argument = random.pick(argumentLists(nodes).flat());
    return argument && replace(argument.value.span, random.pick(values) ?? '');
  },
  'arguments swapped': ({ nodes, random, source }) => {
    const [a, b] = random.pick(argumentLists(nodes).filter(({ length }) => length > 1)) ?? [];
    const text = ({ span }: { span: Span }) => source.code.slice(span.start, span.end);
    return a && b && [...replace(a.span, text(b)), ...replace(b.span, text(a))];
  },
  'argument with another name': ({ nodes, random }) => {
    const argument = random.pick(argumentLists(nodes).flat());
    if (!argument) return undefined;
    return argument.name
      ? replace(argument.name.span, misspelled(argument.name.text, random))
      : insert(argument.span.start, `${random.pick(['value', 'index', 'missing', 'key'])}: `);
  },
  'brackets of a call dropped': ({ nodes, random }) => {
    const call = random.pick(nodes.filter(isKind('invocation')));
    return call && replace(call.argumentsSpan, '');
  },
  'property called': ({ nodes, random }) => {
    const access = random.pick(nodes.filter(isKind('member-access')));
    return access && insert(access.span.end, '()');
  },
  'value used as a list': ({ nodes, random }) => {
    const access = random.pick(nodes.filter(isKind('member-access')));
    return access && insert(access.span.end, random.pick(['[0]', '["a"]', '[0, 1]', '.First()']) ?? '');
  },
  'cast dropped': ({ nodes, random }) => {
    const cast = random.pick(nodes.filter(isKind('cast')));
    return cast && replace({ start: cast.span.start, end: cast.operand.span.start }, '');
  },
  'cast changed': ({ nodes, random }) => {
    const cast = random.pick(nodes.filter(isKind('cast')));
    return cast && replace(cast.type.span, random.pick(types) ?? '');
  },
  'return dropped': ({ nodes, random }) => {
    const statement = random.pick(nodes.filter(isKind('return')));
    return statement && replace(statement.span, ';');
  },
  'returned value dropped': ({ nodes, random }) => {
    const statement = random.pick(nodes.filter(isKind('return')));
    return statement && replace(statement.span, 'return;');
  },
  'operand changed': ({ nodes, random }) => {
    const binary = random.pick(nodes.filter(isKind('binary')));
    return binary && replace((random.below(2) ? binary.left : binary.right).span, random.pick(values) ?? '');
  },
  'operator changed': ({ nodes, random }) => {
    const binary = random.pick(nodes.filter(isKind('binary')));
    return binary && replace(binary.operatorSpan, random.pick(operators) ?? '');
  },
  'operator put before': ({ nodes, random }) => {
    const access = random.pick(
      nodes.filter((node) => isKind('member-access')(node) || isKind('invocation')(node)),
    );
    return access && insert(access.span.start, random.pick(['!', '-', '~', '++', '*', '&']) ?? '');
  },
  'condition changed': ({ nodes, random }) => {
    const node = random.pick(
      nodes.filter((node) => isKind('if')(node) || isKind('conditional')(node) || isKind('while')(node)),
    );
    return node && 'condition' in node ? replace(node.condition.span, random.pick(values) ?? '') : undefined;
  },
  'branch changed': ({ nodes, random }) => {
    const node = random.pick(nodes.filter(isKind('conditional')));
    return (
      node && replace((random.below(2) ? node.whenTrue : node.whenFalse).span, random.pick(values) ?? '')
    );
  },
  'value changed': ({ nodes, random }) => {
    const node = random.pick(
      nodes.filter(
        (node) => isKind('literal')(node) || isKind('member-access')(node) || isKind('name')(node),
      ),
    );
    return node && replace(node.span, random.pick(values) ?? '');
  },
  'read-only member set': ({ nodes, random, source }) => {
    const node = random.pick(nodes.filter(isKind('member-access')));
    if (!node) return undefined;
    const text = source.code.slice(node.span.start, node.span.end);
    return replace(node.span, `(${text} = ${random.pick(values)})`);
  },
  'initial value dropped': ({ nodes, random, symbols }) => {
    const found = random.pick(nodes.filter(isKind('local-declaration')));
    const [variable] = found?.variables ?? [];
    if (!found || !variable) return undefined;
    const type = symbols.find(({ kind, symbol }) => kind === 'local' && symbol === variable.name.text)?.type;
    return type ? replace(found.span, `${type} ${variable.name.text};`) : undefined;
  },
  'declaration dropped': ({ nodes, random }) => {
    const found = random.pick(nodes.filter(isKind('local-declaration')));
    return found && replace(found.span, '');
  },
  'declaration doubled': ({ nodes, random, source }) => {
    const found = random.pick(nodes.filter(isKind('local-declaration')));
    return found && insert(found.span.end, ` ${source.code.slice(found.span.start, found.span.end)}`);
  },
  'declared type changed': ({ nodes, random }) => {
    const found = random.pick(nodes.filter(isKind('local-declaration')));
    return found && replace(found.type.span, random.pick(types) ?? '');
  },
  'statements swapped': (site) => {
    const list = statementLists(site);
    const at = site.random.below(Math.max(1, list.length - 1));
    const [a, b] = [list[at], list[at + 1]];
    if (!a || !b || b.span.start < a.span.end) return undefined;
    const text = ({ span }: Statement) => site.source.code.slice(span.start, span.end);
    return [...replace(a.span, text(b)), ...replace(b.span, text(a))];
  },
  'statement dropped': (site) => {
    const found = site.random.pick(statementLists(site));
    return found && replace(found.span, '');
  },
  'statement that can not stand there': (site) => {
    const found = site.random.pick(statementLists(site));
    const statement = ['break;', 'continue;', 'return;', 'throw;', 'goto nowhere;', '1 + 1;', 'var a1;'];
    return found && insert(found.span.start, `${site.random.pick(statement)} `);
  },
  'type argument changed': ({ nodes, random }) => {
    const found = random.pick(nodes.filter(isKind('name')).filter((node) => node.typeArguments));
    return (
      found && replace(random.pick(found.typeArguments ?? [])?.span ?? found.span, random.pick(types) ?? '')
    );
  },
  'type argument added': ({ nodes, random }) => {
    const found = random.pick(nodes.filter(isKind('name')).filter((node) => node.typeArguments));
    const last = found?.typeArguments?.at(-1);
    return last && insert(last.span.end, `, ${random.pick(types)}`);
  },
  'type arguments dropped': ({ nodes, random }) => {
    const found = random.pick(nodes.filter(isKind('name')).filter((node) => node.typeArguments));
    return found && replace({ start: found.identifier.span.end, end: found.span.end }, '');
  },
  'type arguments put in': ({ nodes, random }) => {
    const call = random.pick(nodes.filter(isKind('invocation')));
    return call && insert(call.argumentsSpan.start, `<${random.pick(types)}>`);
  },
  'lambda with another parameter': ({ nodes, random }) => {
    const found = random.pick(nodes.filter(isKind('lambda')));
    const [first] = found?.parameters ?? [];
    const last = found?.parameters.at(-1);
    if (!first || !last) return undefined;
    return found?.parameters.length === 1
      ? replace(last.span, `(${last.name.text}, y1, z1)`)
      : insert(last.span.end, ', y1');
  },
  'lambda of another result': ({ nodes, random }) => {
    const found = random.pick(nodes.filter(isKind('lambda')));
    return found && replace(found.body.span, random.pick([...values, '{ }', '{ return 1; }']) ?? '');
  },
};

export const mistakeKinds: readonly string[] = [...Object.keys(mistakes), 'token'];

/** So many, as many of each kind as there are places for it. `sources` have no error. */
export function mutantsOf(
  sources: readonly JudgedExpression[],
  count: number,
  random: Random,
): readonly Mutant[] {
  const prepared = sources.map((source) => ({
    source,
    nodes: nodesOfCode(source),
    symbols: source.answer.symbols ?? [],
  }));
  const memberNames = sources.flatMap(({ code, answer }) =>
    (answer.symbols ?? [])
      .filter(({ kind }) => memberKinds.has(kind))
      .map(({ offset, end }) => code.slice(offset, end))
      .filter((name) => /^\w+$/.test(name)),
  );
  const made = new Map<string, Mutant>();
  for (let tries = 0; made.size < count && tries < count * 20; tries++) {
    const mistake = mistakeKinds[tries % mistakeKinds.length] ?? 'token';
    const site = random.pick(prepared);
    if (!site) break;
    const code =
      mistake === 'token'
        ? mutantOf(site.source, random)?.code
        : edited(site.source.code, mistakes[mistake]?.({ ...site, random, memberNames }));
    if (code !== undefined && code !== site.source.code)
      made.set(`${site.source.form}:${code}`, {
        form: site.source.form,
        file: site.source.file,
        code,
        mistake,
      });
  }
  return [...made.values()];
}

function edited(code: string, edits: readonly TextEdit[] | undefined): string | undefined {
  return edits && applyEdits(code, edits);
}
