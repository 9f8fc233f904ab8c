/** Code made of parts of other code, most of it right: whether it is, the compiler says. */
import type { SourceExpression } from '../../../support/expressions';
import type { Random } from '../../mutants/random';
import { nodesOfCode } from './nodes';
import { type JudgedExpression, judged } from './sources';

/** `A` and `B` stand for parts. What ends with a bracket or semicolon is a block. */
const frames = [
  'A == B',
  'A + B',
  'A ?? B',
  'context.Tracing ? A : B',
  '$"{A} {B,3:x}"',
  'new { a1 = A, b1 = B }.a1',
  'new[] { A, B }',
  'new[] { A }',
  'new object[] { A, B }',
  'new List<object> { A, B }',
  '(A, B)',
  '(x: A, B).x',
  'string.Concat(A, B)',
  'string.Join(",", A, B)',
  'string.Format("{0}{1}", A, B)',
  '(A).ToString()',
  '(A)?.ToString()',
  '(string)(A)',
  '(object)(A)',
  '(A).GetType()',
  '(A) as string',
  '(A) is string s1 ? s1 : "x"',
  '(A) is null',
  '((Func<object>)(() => A))()',
  'new Func<int, object>(i1 => A)(1)',
  'new[] { 1, 2 }.Select(i1 => A).ToList()',
  'new[] { A }.Where(q1 => q1 != null).Select(q1 => new { q1 }).FirstOrDefault()?.q1',
  'new[] { A, A }.OrderBy(q1 => q1).ThenByDescending(q1 => q1.ToString()).Skip(1).Reverse().ToArray()[0]',
  'new[] { A }.ToDictionary(q1 => q1, q1 => B).Values',
  'new[] { A }.GroupBy(q1 => q1.ToString()).Select(g1 => new { g1.Key, Count = g1.Count() }).Max(g1 => g1.Count)',
  'new[] { A }.Aggregate("", (a1, b1) => a1 + b1)',
  'new[] { A }.SelectMany(q1 => new[] { q1, q1 }, (q1, r1) => new { q1, r1 }).Count()',
  'new[] { A }.Join(new[] { B }, a1 => 1, b1 => 1, (a1, b1) => a1 + "" + b1)',
  'from q1 in new[] { A } where q1 != null select q1',
  'from q1 in new[] { A } let r1 = B orderby q1.ToString(), r1 descending select new { q1, r1 }',
  'from q1 in new[] { A } from r1 in new[] { B } group r1 by q1 into g1 select g1.Key',
  'from q1 in new[] { A } join r1 in new[] { A } on q1 equals r1 select (q1, r1)',
  'Convert.ToString(A)',
  'Convert.ToInt32(A)',
  'JToken.FromObject(A)',
  'new JProperty("x", A)',
  'new JObject(new JProperty("a", A), new JProperty("b", B))',
  'new JArray(A, B)',
  'new JValue(A)',
  'new XElement("a", A, new XAttribute("b", B))',
  'new Dictionary<string, object> { ["a"] = A, ["b"] = B }',
  'JsonConvert.SerializeObject(new { a1 = A })',
  'object.Equals(A, B)',
  'Equals(A, B)',
  '(A).Equals(B)',
  'Math.Max(A, B)',
  'Tuple.Create(A, B).Item1',
  'new KeyValuePair<string, object>("a", A).Value',
  '!(A)',
  '-(A)',
  '(A) && (B)',
  '(A) || !(B)',
  '(A) > (B)',
  '(A) != null && (B) != null',
  '(A) ?? throw new Exception("a")',
  'Encoding.UTF8.GetBytes(A).Concat(new byte[0]).ToArray().Length',
  'Regex.IsMatch(A, "a") ? Regex.Match(A, "a", RegexOptions.IgnoreCase).Value : null',
  '(A).Length',
  '(A).Count()',
  '(A).FirstOrDefault()',
  '(A)["a"]',
  "(A).Split(',')[0].Trim().ToLower()",
  '(A).Contains("a")',
  '(A).StartsWith("a", StringComparison.OrdinalIgnoreCase)',
  'string.IsNullOrEmpty(A)',
  'context.Variables.GetValueOrDefault("a", A)',
  'context.Request.Headers.GetValueOrDefault(A, B)',
  'default(bool) ? null : A',
  'typeof(string) == (A).GetType()',
  'checked(A)',
  'var v1 = A; return v1;',
  'object v1 = A; return v1 ?? B;',
  'string v1 = A; return v1.Length;',
  'int v1 = A; v1 += 2; return v1++;',
  'bool v1 = A; return v1 ? 1 : 2;',
  'var v1 = A; if (v1 == null) return B; return v1;',
  'if (A) { return 1; } else { return 2; }',
  'foreach (var q1 in A) { return q1; } return null;',
  'foreach (JObject q1 in A) { return q1["a"]; } return null;',
  'foreach (var (k1, l1) in new[] { (A, B) }) { return k1; } return null;',
  'var l1 = new List<object>(); l1.Add(A); l1.Add(B); return l1.Count;',
  'var l1 = new[] { A }.ToList(); l1.Add(B); return l1[0];',
  'try { return A; } catch (Exception e1) { return e1.Message; }',
  'try { return A; } catch (ArgumentException) when (context.Tracing) { throw; } finally { context.Trace("a"); }',
  'switch (A) { case string s1: return s1; case null: return B; default: return 1; }',
  'switch (A) { case "a": case "b": return B; default: return null; }',
  'switch (A) { case 1: return B; case 2: break; } return null;',
  'object v1; if (context.Tracing) v1 = A; else v1 = B; return v1;',
  'string F1(object o1) => o1.ToString(); return F1(A);',
  'T F1<T>(T t1) => t1; return F1(A);',
  'object F1(int n1, string m1 = "a") { if (n1 > 0) return A; return m1; } return F1(1);',
  'int n1; return int.TryParse(A, out n1) ? n1 : 0;',
  'return int.TryParse(A, out var n1) ? n1 : 0;',
  'return DateTime.TryParse(A, out DateTime d1) ? d1 : DateTime.MinValue;',
  'using (var r1 = new StringReader(A)) { return r1.ReadLine(); }',
  'for (var i1 = 0; i1 < (A).Length; i1++) { if (i1 > 3) break; } return 1;',
  'var i1 = 0; while (i1 < 3) { i1++; if (A != null) continue; } return i1;',
  'do { context.Trace(A); } while (false); return 1;',
  'var (x1, y1) = (A, B); return x1;',
  '(object x1, var y1) = (A, B); return y1;',
  'var d1 = new Dictionary<string, object> { ["a"] = A, ["b"] = B }; return d1["a"];',
  'var o1 = new JObject(); o1["a"] = A; o1.Add("b", B); return o1;',
  'var s1 = ""; s1 += A; s1 += B; return s1;',
  'Func<string, bool> f1 = t1 => t1 == A; return f1("a");',
  'Action f1 = () => context.Trace(A); f1(); return null;',
  'Func<object> f1 = () => { var u1 = A; return u1; }; return f1();',
  'var sb1 = new StringBuilder(); sb1.Append(A).AppendLine().AppendFormat("{0}", B); return sb1.ToString();',
  'if ((A) is string s1 && s1.Length > 1) return s1; return B;',
  'if (!((A) is string s1)) return null; return s1.Length;',
  'const string c1 = "a"; return c1 + A;',
  'var a1 = new string[] { A, B }; a1[0] = null; return a1.Length;',
];

/** So many, of the parts of `sources`, which have no error. */
export function variationsOf(
  sources: readonly JudgedExpression[],
  count: number,
  random: Random,
): readonly SourceExpression[] {
  const parts = partsByType(sources);
  const made = new Map<string, SourceExpression>();
  for (let i = 0; made.size < count && i < count * 2; i++) {
    const frame = frames[i % frames.length] ?? '';
    const some = parts.get(random.pick(common) ?? '') ?? [];
    const others = random.pick([...parts.values()]) ?? [];
    const [a, b] = [
      random.pick(random.below(3) ? some : others),
      random.pick(random.below(3) ? some : others),
    ];
    if (a === undefined || b === undefined) break;
    const code = frame.replace(/\b[AB]\b(?!")/g, (name) => (name === 'A' ? a : b));
    const form = /[;}]$/.test(frame) && frame.includes(';') ? 'block' : 'single';
    made.set(`${form}:${code}`, { form, code, file: frame });
  }
  return [...made.values()];
}

/** Types that most of the frames want. */
const common = ['string', 'string', 'int', 'bool', 'object', 'Newtonsoft.Json.Linq.JToken', 'string[]'];

/** So that all types are met, the rare ones too. */
function partsByType(sources: readonly JudgedExpression[]): ReadonlyMap<string, readonly string[]> {
  const parts = [...new Set(sources.flatMap(independentParts))].sort();
  const found = new Map<string, string[]>();
  for (const { code, answer } of judged(parts.map((code) => ({ form: 'single', code, file: 'part' })))) {
    const type = answer.types?.[0];
    if (type) found.set(type, [...(found.get(type) ?? []), code]);
  }
  return found;
}

const whole = new Set([
  'literal',
  'interpolated-string',
  'parenthesized',
  'member-access',
  'element-access',
  'invocation',
  'object-creation',
  'array-creation',
]);

/** Parts that mean the same wherever they stand: short ones without a variable of their surroundings. */
function independentParts(source: JudgedExpression): readonly string[] {
  const { code, compiled, answer } = source;
  if (code !== compiled) return [];
  const variables = (answer.symbols ?? []).filter(
    ({ kind, symbol }) =>
      ['local', 'rangevariable'].includes(kind) || (kind === 'parameter' && symbol !== 'context'),
  );
  return nodesOfCode(source)
    .filter(({ kind }) => whole.has(kind))
    .map(({ span }) => span)
    .filter(({ start, end }) => end - start < 120)
    .filter(({ start, end }) => !variables.some(({ offset }) => offset >= start && offset < end))
    .map(({ start, end }) => code.slice(start, end));
}
