import { describe, expect, it } from 'vitest';
import { returned, typeOf } from './bound';

describe('the type of', () => {
  it.each([
    ['1', 'int'],
    ['4000000000', 'uint'],
    ['-2147483648', 'int'],
    ['1 + 2L', 'long'],
    ['1 / 2.0f', 'float'],
    ['1m * 2', 'decimal'],
    ["'a' + 1", 'int'],
    ['"a" + 1', 'string'],
    ['1 + "a" + null', 'string'],
    ['$"{1}"', 'string'],
    ['1 < 2 && !true', 'bool'],
    ['true ? 1 : 2L', 'long'],
    ['true ? (int?)1 : 2', 'int?'],
    ['(int?)1 + 1', 'int?'],
    ['(int?)1 ?? 2', 'int'],
    ['"a" ?? null', 'string'],
    ['new[] { 1, 2.5 }', 'double[]'],
    ['new int[2][]', 'int[][]'],
    ['new { A = 1, context.RequestId }.RequestId', 'Guid'],
    ['(1, "a").Item2', 'string'],
    ['(A: 1, B: "a").B', 'string'],
    ['typeof(int)', 'Type'],
    ['nameof(context.Request)', 'string'],
    ['default(DateTime?)', 'DateTime?'],
    ['DayOfWeek.Monday | DayOfWeek.Friday', 'DayOfWeek'],
    ['DayOfWeek.Friday - DayOfWeek.Monday', 'int'],
    ['DateTime.UtcNow - DateTime.UtcNow', 'TimeSpan'],
    ['(DateTime?)DateTime.UtcNow == null', 'bool'],
    ['context.Request.Url.Path', 'string'],
    ['context.User?.Id', 'string'],
    ['context.User?.Id.Length', 'int?'],
    ['context.Request.Headers["a"][0]', 'string'],
    ['context.Request.Headers.GetValueOrDefault("a", "")', 'string'],
    ['context.Variables.GetValueOrDefault<int>("a", 1)', 'int'],
    ['context.Variables.GetValueOrDefault("a", 1L)', 'long'],
    ['context.Request.Body.As<JObject>(preserveContent: true)["a"]["b"]', 'JToken'],
    ['(string)context.Request.Body.As<JObject>()["a"]', 'string'],
    ['(int?)context.Request.Body.As<JObject>()["a"] ?? 1', 'int'],
    ['((JArray)context.Variables["a"]).Select(x => (string)x["n"]).ToList()', 'List<string>'],
    [
      'new List<int> { 1, 2 }.Where(x => x > 1).OrderBy(x => -x).ToDictionary(x => x, x => $"{x}")',
      'Dictionary<int, string>',
    ],
    ['new[] { "a" }.Aggregate(0, (sum, x) => sum + x.Length)', 'int'],
    ['new[] { "a" }.GroupBy(x => x.Length).Select(g => new { g.Key, N = g.Count() }).First().Key', 'int'],
    [
      'from x in new[] { "a" } let n = x.Length where n > 1 orderby n descending select new { x, n }',
      'IEnumerable<',
    ],
    ['new Dictionary<string, object> { ["a"] = 1, ["b"] = "c" }', 'Dictionary<string, object>'],
    ['new JObject(new JProperty("a", 1), new JProperty("b", new JArray("c")))', 'JObject'],
    ['"a,b".Split(\',\').Length', 'int'],
    ['string.Join(",", new[] { 1 }.Select(x => x.ToString()))', 'string'],
    ['Convert.ToBase64String(Encoding.UTF8.GetBytes("a"))', 'string'],
    ['new Func<int, string>(x => x + "")(1)', 'string'],
    ['System.Net.WebUtility.UrlEncode("a")', 'string'],
  ])('%s', (code, type) => {
    expect(typeOf(code)).toContain(type);
  });
});

describe('what statements return', () => {
  it.each([
    ['int n; if (int.TryParse("1", out n)) return n; return 0;', 'int'],
    ['if (!int.TryParse("1", out var n)) return 0; return n;', 'int'],
    ['foreach (var (k, v) in new Dictionary<string, int>()) return v; return 0;', 'int'],
    ['foreach (var header in context.Request.Headers) return header.Value.First(); return "";', 'string'],
    ['var (a, b) = (1, "x"); return b;', 'string'],
    ['object o = 1; if (o is string s && s.Length > 1) return s; return "";', 'string'],
    [
      'object o = 1; switch (o) { case int i when i > 1: return i; case null: return 0; default: return 2; }',
      'int',
    ],
    ['string Twice(string x) => x + x; return Twice("a");', 'string'],
    ['Func<int, int> f = x => x * 2; return f(2);', 'int'],
    ['using (var r = new StringReader("a")) { return r.ReadLine(); }', 'string'],
    ['try { return 1; } catch (Exception e) when (e.Message != null) { return 2; } finally { }', 'int'],
    ['for (var i = 0; i < 3; i++) { if (i == 2) return i; } return -1;', 'int'],
    ['const int a = 1; byte b = a + 1; return b;', 'byte'],
    ['while (true) { }', ''],
    ['throw new Exception("a");', ''],
  ])('%s', (code, types) => {
    expect(returned(code)).toBe(types);
  });
});
