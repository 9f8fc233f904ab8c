/** What is said of types and members beside how they are declared, in Markdown. */
import type { MemberSymbol, TypeDefinition } from './symbols';

/** What it is for, and what has to be known to use it; empty where nothing is known. */
export function documentMember(member: MemberSymbol): string {
  const { documentation, obsolete, allowance, context } = member;
  const notes: (string | undefined)[] = [documentation];
  if (context?.nullable) notes.push('Can be `null`.');
  if (context?.sections) notes.push(`Has a value in ${list(context.sections)} only.`);
  if (context?.onlyIn) notes.push(`Has a value in a ${context.onlyIn} only.`);
  if (context?.readsBody && !documentation?.includes('preserveContent'))
    notes.push('Without `preserveContent: true` nothing is left of the body for whoever reads it next.');
  if (context?.typeArguments) notes.push(`Type argument: ${list(context.typeArguments, 'or')}.`);
  if (context?.undocumented) notes.push("Not in the service's documentation.");
  if (obsolete !== undefined) notes.push(`**Deprecated.** ${obsolete}`);
  if (allowance === 'refused') notes.push(refused);
  return joined(notes);
}

/** The same of a type. */
export function documentType({ documentation, allowance }: TypeDefinition): string {
  return joined([documentation, allowance === 'refused' ? refused : undefined]);
}

const refused = 'Policy expressions may not use it.';

function joined(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}

function list(names: readonly string[], last = 'and'): string {
  const all = names.map((name) => `\`${name}\``);
  const end = all.pop() ?? '';
  return all.length === 0 ? end : `${all.join(', ')} ${last} ${end}`;
}
