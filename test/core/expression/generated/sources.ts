/** The expressions that the binder is held to: the project's own, those of its policies, and real ones. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyse } from '../../../../server/src/core/model';
import { noFacts } from '../../../../server/src/core/workspace/types';
import { fuzzSources } from '../../../fuzz/sources';
import { testCatalogue } from '../../../support/catalogue';
import { corpusExpressions, type SourceExpression, withoutPlaceholders } from '../../../support/expressions';
import { askCompiler, type CompilerAnswer, type CompilerQuestion } from '../../../support/roslyn';

/** An expression, and what the compiler says of it. */
export interface JudgedExpression extends SourceExpression {
  /** As the compiler sees it: with a name in the place of each named value outside a string. */
  readonly compiled: string;
  readonly answer: CompilerAnswer;
}

/** What there is in the project's own policies, and code made for what they don't have. */
export function ownExpressions(): readonly SourceExpression[] {
  const found = new Map<string, SourceExpression>();
  const add = (form: 'single' | 'block', code: string, file: string) =>
    found.set(`${form}:${code}`, { form, code, file });
  for (const code of singles) add('single', code, 'own');
  for (const code of blocks) add('block', code, 'own');
  for (const text of fuzzSources({ corpus: false }))
    for (const { form, code } of analyse(text, { catalogue: testCatalogue(), facts: noFacts }).expressions)
      add(form, code, 'own policy');
  return [...found.values()];
}

/** Every construct of the language and the types that expressions use most, right and wrong: constructs.txt. */
export function constructs(): readonly SourceExpression[] {
  const text = readFileSync(join(import.meta.dirname, 'constructs.txt'), 'utf8');
  return text
    .trimEnd()
    .split(/\n(?=@[({])/)
    .map((whole) => ({
      form: whole[1] === '(' ? 'single' : 'block',
      code: whole.slice(2, -1),
      file: 'constructs.txt',
    }));
}

/** Asks the compiler what the expressions mean. */
export function judged(
  expressions: readonly (SourceExpression & Pick<CompilerQuestion, 'expected'>)[],
): readonly JudgedExpression[] {
  const compiled = expressions.map(({ code }) => withoutPlaceholders(code));
  const answers = askCompiler(
    expressions.map((expression, id): CompilerQuestion => {
      const code = compiled[id] ?? '';
      const unknown = code === expression.code ? [] : [...new Set(code.match(/\bx_+\b/g))];
      const { form, expected } = expression;
      return { id, form, code, mode: 'semantic', unknown, ...(expected === undefined ? {} : { expected }) };
    }),
  );
  return expressions.flatMap((expression, id) => {
    const answer = answers.get(id);
    return answer ? [{ ...expression, compiled: compiled[id] ?? '', answer }] : [];
  });
}

export function realExpressions(): readonly SourceExpression[] {
  return corpusExpressions();
}

const singles = [
  '(string)context.Variables["a"] + context.Request.Headers.GetValueOrDefault("b", $"c{1 + 2,5:N2}")',
  'context.Request.Method == "GET" && context.Variables.GetValueOrDefault<int>("n", 0) < 3',
  'context.Request.Headers["a"]?[0]?.Length > 3 ? new { c = @"d""" }.c : "e"',
  'context.Request.Body.As<JArray>(preserveContent: true).Where(x => (int?)x["price"] > 1.5m).Select((x, i) => new JProperty($"{i}", x)).ToList()',
  'new Dictionary<string, List<int>> { ["a"] = new List<int> { 1, 2 }, ["b"] = null }.Count >> 1',
  'context.Response.StatusCode >= 500 || context.LastError.Reason != null',
  'context.Product?.SubscriptionsLimit ?? 5',
  'context.User.Groups.Any(g => g.Name == "admins") ? context.User.Id : context.Subscription?.Id ?? "none"',
  'context.Request.Url.Query.ToDictionary(q => q.Key, q => string.Join(",", q.Value)).OrderBy(p => p.Key).First().Value',
  'context.Request.Headers.GetValueOrDefault("Authorization").AsJwt()?.Claims["roles"].Contains("admin") == true',
  'Convert.ToBase64String(Encoding.UTF8.GetBytes(context.Request.Url.Path.Substring(1).ToLowerInvariant()))',
  'DateTime.UtcNow.AddMinutes(-5) - context.Timestamp > TimeSpan.FromSeconds(30)',
  'Regex.Replace(context.Request.Url.Path, @"\\d+", m => (int.Parse(m.Value) + 1).ToString())',
  'new JObject(new JProperty("id", context.RequestId), new JProperty("list", new JArray(1, "a", true))).ToString(Newtonsoft.Json.Formatting.None)',
  'from c in context.Deployment.Certificates where c.Value.NotAfter < DateTime.Now orderby c.Key descending select new { c.Key, Days = (c.Value.NotAfter - DateTime.Now).TotalDays }',
  'context.Request.Certificate != null && context.Request.Certificate.Verify()',
  'Math.Min(Math.Max(context.Variables.GetValueOrDefault<int>("a"), 1), 100) * 1.5',
  'context.Request.Body.As<XElement>().Descendants("item").Select(e => (string)e.Attribute("id")).Where(s => !string.IsNullOrEmpty(s)).Distinct().Count()',
  'JsonConvert.DeserializeObject<Dictionary<string, object>>(context.Request.Body.As<string>(true))["a"] as string',
  'context.Variables.ContainsKey("a") ? (bool)context.Variables["a"] : default(bool)',
  'string.Format("{0:yyyy} {1}", context.Timestamp, Guid.NewGuid().ToString("N"))',
  '(context.Variables["list"] as IEnumerable<JToken>)?.GroupBy(t => (string)t["k"], t => t.Value<int>("v")).ToDictionary(g => g.Key, g => g.Sum())',
  "context.Operation.UrlTemplate.Split('/').Skip(1).Zip(context.Request.Url.Path.Split('/'), (a, b) => a == b).All(x => x)",
  'context.Request.Url.ToString() is string s && s.Length > 10 ? s.Substring(0, 10) : null',
  'context.Elapsed.TotalMilliseconds > 100 ? (object)context.Elapsed : (object)0',
  'new Uri(context.Request.OriginalUrl.ToString()).GetLeftPart(UriPartial.Authority)',
  '(1 + 2L) * 3u / 4 % 5 - ~6 & 7 | 8 ^ 9 << 2',
  'new[] { "a", null }.Concat(new List<string>()).Select(s => s?.Length).Max()',
  'nameof(context.Request.Method) + typeof(List<>).Name',
  '((Func<int, int>)(x => x * 2))(3)',
  'context.Request.MatchedParameters["id"].Any(char.IsDigit)',
  "context.Request.Headers.Keys.Aggregate(new StringBuilder(), (sb, key) => sb.Append(key).Append(';')).ToString()",
  'new HMACSHA256(Encoding.ASCII.GetBytes("key")).ComputeHash(Convert.FromBase64String("YQ==")).Select(b => b.ToString("x2")).Aggregate("", (a, b) => a + b)',
  'context.Request.Body.AsFormUrlEncodedContent().ToFormUrlEncodedContent()',
  'Tuple.Create(1, "a").Item2 + new KeyValuePair<string, int>("b", 2).Key',
];

const blocks = [
  'var a = context.Response.Body.As<JObject>(preserveContent: true); foreach (var b in a.Properties()) { if (b.Name is string c && c.Length > 2) return b.Value; } return "";',
  'try { int n; if (int.TryParse("1", out n)) { n++; } for (var i = 0; i < n; i++) { continue; } } catch (Exception e) when (e.Message != null) { throw; } finally { } return default(int);',
  'object x = context.Variables["a"]; switch (x) { case int i when i > 0: return (i, "a").Item1; case string s: case null: return null; default: break; } var (a, b) = (1, "c"); string F(string c) => c ?? "d"; return F(b) + a;',
  "using (var h = SHA256.Create()) { byte[] d = h.ComputeHash(new byte[] { 1, 0x2F }); do { d[0] -= 1; } while (d[0] > 'a'); return from q in d where q != 1 orderby q descending select q * 2; }",
  'var body = context.Request.Body.As<JObject>(true); if (body == null || body["items"] == null) { return new JArray(); } var items = (JArray)body["items"]; foreach (JObject item in items) { item["total"] = item.Value<decimal>("price") * (int)item["count"]; item.Remove("price"); } body.Add("when", DateTime.UtcNow.ToString("o")); return body.ToString();',
  'BasicAuthCredentials credentials; if (context.Request.Headers.GetValueOrDefault("Authorization", "").TryParseBasic(out credentials)) { return credentials.UserId; } return null;',
  'Jwt jwt = null; string header = context.Request.Headers.GetValueOrDefault("Authorization", ""); if (header?.Length > 0) { string[] parts = header.Split(\' \'); if (parts?.Length == 2 && parts[0].Equals("Bearer", StringComparison.InvariantCultureIgnoreCase)) { if (parts[1].TryParseJwt(out jwt)) { return jwt.Id; } } } return (string)null;',
  'int total = 0; var list = new List<int>(); for (int i = 0, j = 10; i < j; i++, j--) { if (i % 2 == 0) continue; list.Add(i); total += i * j; } while (total > 0) { total /= 2; if (total == 3) break; } return new { total, list.Count };',
  'var response = (IResponse)context.Variables["tokenResponse"]; var token = response.Body.As<JObject>()["access_token"]; return $"Bearer {token}";',
  "var words = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase); foreach (var word in context.Request.Body.As<string>().Split(new[] { ' ', '\\n' }, StringSplitOptions.RemoveEmptyEntries)) { int count; words[word] = words.TryGetValue(word, out count) ? count + 1 : 1; } return JsonConvert.SerializeObject(words.OrderByDescending(w => w.Value).Take(3));",
  'const int limit = 5; int Fib(int n) { if (n < 2) return n; return Fib(n - 1) + Fib(n - 2); } Func<int, bool> isSmall = n => n < limit; return Enumerable.Range(0, 10).Select(Fib).Where(isSmall).ToArray();',
  'XNamespace ns = "http://schemas.xmlsoap.org/soap/envelope/"; var document = XDocument.Parse(context.Request.Body.As<string>()); var fault = document.Root?.Element(ns + "Body")?.Element(ns + "Fault"); if (fault != null) { return fault.Value; } return new XElement(ns + "Ok", new XAttribute("at", context.Timestamp), fault).ToString(SaveOptions.DisableFormatting);',
  'DateTime? expires = null; if (context.Variables.TryGetValue("expires", out var value)) { expires = value as DateTime?; } if (expires.HasValue && expires.Value > DateTime.UtcNow) return true; return expires == null;',
  'lock (context) { checked { var sum = 0; foreach (var c in "abc") sum += c; goto end; end: return sum; } }',
  'string text; try { text = Encoding.UTF8.GetString(Convert.FromBase64String("YQ==")); } catch (FormatException) { text = ""; } return text;',
];
