/** Keeps what tokens stand for out of what is shown of the instance. */
import { tokensIn } from '../environments';

/**
 * An information file of the instance, fit to be shown: where the file here has tokens, they are shown if the
 * instance has what they stand for, and `***` if it has something else. `shown` is the file here with its tokens,
 * `wanted` the same with what they stand for.
 */
export function maskTokens(live: string, shown: string, wanted: string): string {
  if (tokensIn(shown).length === 0) return live;
  return `${JSON.stringify(mask(JSON.parse(live), JSON.parse(shown), JSON.parse(wanted)), undefined, 2)}\n`;
}

function mask(live: unknown, shown: unknown, wanted: unknown): unknown {
  if (typeof shown === 'string' && tokensIn(shown).length > 0) return live === wanted ? shown : '***';
  if (Array.isArray(live) && Array.isArray(shown) && Array.isArray(wanted))
    return live.map((item, i) => mask(item, shown[i], wanted[i]));
  if (!isObject(live) || !isObject(shown) || !isObject(wanted)) return live;
  return Object.fromEntries(
    Object.entries(live).map(([key, value]) => [key, mask(value, shown[key], wanted[key])]),
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
