/** `{ value, count, nextLink }` out of all rows: `$filter`, `$top`, `$skip`, and the address of the next page. */
import { badRequest } from '../http/errors';
import { type Call, ok, type Reply } from '../http/message';
import { isObject, type JsonObject } from '../json';
import { parseFilter } from './filter';

/** One row of a list with the fields `$filter` may look at beside `name` and those of its `properties`. */
export function page(
  call: Call,
  rows: readonly JsonObject[],
  pageSize: number,
  filterFields: readonly string[] = [],
): Reply {
  const filterText = call.query.get('$filter');
  let kept = rows;
  if (filterText !== null && filterText !== '') {
    const filter = parseFilter(filterText, filterFields);
    if (typeof filter === 'string') return badRequest('ValidationError', filter);
    kept = rows.filter((row) => filter(fieldsOf(row)));
  }
  kept = ordered(kept, call.query.get('$orderby'));
  const top = count(call, '$top', 1);
  const skip = count(call, '$skip', 0);
  if (typeof top === 'string') return badRequest('ValidationError', top);
  if (typeof skip === 'string') return badRequest('ValidationError', skip);
  const from = skip ?? 0;
  // `$top` is the number of rows the caller wants in all, a page never has more than the page size.
  const wanted = kept.slice(from, top === undefined ? undefined : from + top);
  const value = wanted.slice(0, pageSize);
  const left = wanted.length - value.length;
  const nextLink = left === 0 ? '' : nextAddress(call, from + pageSize, top === undefined ? undefined : left);
  return ok({ value, count: kept.length, nextLink });
}

/** The same for the few lists that come without a count. */
export function uncounted(reply: Reply): Reply {
  if (!isObject(reply.body)) return reply;
  const { count: _, ...body } = reply.body;
  return { ...reply, body };
}

function fieldsOf(row: JsonObject): JsonObject {
  const properties = isObject(row.properties) ? row.properties : {};
  return { ...properties, ...row };
}

/** By one or more fields, `name desc`; the order of creation where none is named. */
function ordered(rows: readonly JsonObject[], orderBy: string | null): readonly JsonObject[] {
  const keys = (orderBy ?? '')
    .split(',')
    .map((key) => key.trim().split(/\s+/))
    .filter(([field = '']) => field !== '');
  if (keys.length === 0) return rows;
  return [...rows].sort((a, b) => {
    for (const [field = '', direction = 'asc'] of keys) {
      const [left, right] = [String(fieldsOf(a)[field] ?? ''), String(fieldsOf(b)[field] ?? '')];
      if (left !== right) return left < right === (direction.toLowerCase() !== 'desc') ? -1 : 1;
    }
    return 0;
  });
}

function count(call: Call, name: string, least: number): number | undefined | string {
  const text = call.query.get(name);
  if (text === null) return undefined;
  const value = Number(text);
  return Number.isInteger(value) && value >= least ? value : `The value '${text}' of ${name} is not valid.`;
}

function nextAddress(call: Call, skip: number, top: number | undefined): string {
  const query = new URLSearchParams(call.query);
  query.set('$skip', String(skip));
  if (top !== undefined) query.set('$top', String(top));
  return `${call.origin}/${call.segments.map(encodeURIComponent).join('/')}?${query}`;
}
